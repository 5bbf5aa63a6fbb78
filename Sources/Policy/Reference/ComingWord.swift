/// Words of the language that the loader reads elsewhere than by the sections, or refuses as not built yet: a schema for editors knows
/// them already, so that a newer policy is not marked all over.
enum ComingWord {
  static let extends = FieldDescription(
    name: "extends", type: .text, isRequired: false,
    summary: "Another policy file, by its path from this one. Maps merge with its maps; single values and lists replace those of it.")

  static let fields = [
    extends,
    FieldDescription(
      name: "shadow_of", type: .text, isRequired: false,
      summary: "The policy in whose tick this one runs, on the same snapshot. A shadow is always in mode `shadow`."),
  ]
}
