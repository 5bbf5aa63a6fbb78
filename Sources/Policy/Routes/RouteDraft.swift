internal import Diagnostics

/// A route as it is written, before it is known what its names stand for.
struct RouteDraft: Sendable {
  /// The body of a route.
  struct Spec: Sendable {
    let show: Located<String>?
    let check: Located<String>?
    let inject: Located<String>?
    let health: String?
    let absent: [Named<Constant>]?
    let undecided: [Named<Constant>]
    let ttl: Double?
    let isEnabled: Bool?
    let spans: Spans

    static let schema = Schema(
      .optional(
        "show", FieldType<String>.name.located, "With GET: the sink of which to show what stands now in its place, as an object of strings."
      ),
      .optional(
        "check", FieldType<String>.name.located,
        "With POST: the check to ask. The entity and what it is given come in the query, or as members of a JSON body."),
      .optional(
        "inject", FieldType<String>.name.located,
        "With POST: the source in whose place to write a record, for tests. Only from the host's own machine."),
      .optional("health", .text, "With GET: tells whether the policy ticks and its connections are there, under this name of a service."),
      .optional(
        "absent", .routeMembers, "Of `show`: what is answered with status 200 where nothing stands there, in place of 404 and an error."),
      .optional(
        "undecided", .routeMembers, default: [], shown: "nothing",
        "Of `check`: members of the answer where the check cannot decide. Those named as in `report` stand in their place."),
      .optional("ttl", .injectionTime, "Of `inject`: how long the record lives."),
      .optional("enabled", .onOff, "Of `inject`: whether it writes at all; else it is refused with 403."),
      .group(Spans.schema), make: Spec.init)
  }

  /// Where the keys of a route stand.
  struct Spans: Sendable {
    let show: SourceSpan?
    let check: SourceSpan?
    let inject: SourceSpan?
    let health: SourceSpan?
    let absent: SourceSpan?
    let undecided: SourceSpan?
    let ttl: SourceSpan?
    let enabled: SourceSpan?

    static let schema = Schema(
      .keySpan(of: "show"), .keySpan(of: "check"), .keySpan(of: "inject"), .keySpan(of: "health"), .keySpan(of: "absent"),
      .keySpan(of: "undecided"), .keySpan(of: "ttl"), .keySpan(of: "enabled"), make: Spans.init)
  }

  /// The words of which a route has one.
  static let actions = ["show", "check", "inject", "health"]
  /// The form of a method and a path, for editors.
  static let form = "(?:GET|POST) (?:/(?:[A-Za-z0-9_.~-]+|\\{[A-Za-z_][A-Za-z0-9_]*\\}))+"

  let method: RouteMethod
  let path: RoutePath
  let span: SourceSpan
  let spec: Spec
}

extension FieldType where Value == [Named<Constant>] {
  /// Members of a JSON object: a plain number or `true` and `false` are that, everything else is text.
  static var routeMembers: FieldType {
    .map(
      FieldType<Constant>(.scalar) { node, context in
        guard let scalar = node.scalar else {
          context.report(Diagnostic(.wrongKind, "a single value is wanted here, not \(node.kindName)", at: node.span))
          return nil
        }
        guard scalar.style == .plain else { return .text(scalar.text) }
        if let number = NumberText.parse(scalar.text) { return .number(number) }
        if scalar.text == "true" || scalar.text == "false" { return .boolean(scalar.text == "true") }
        return .text(scalar.text)
      }, of: "what is answered", namesAreWords: false
    )
  }
}

extension FieldType where Value == Double {
  /// How long an injected record lives: long enough to be read, and over by itself within a day.
  static var injectionTime: FieldType {
    duration().mapped(.outOfRange) { seconds in
      guard seconds >= 1, seconds <= 86_400 else { throw FieldFault("an injected record lives from 1s to 1d") }
      return seconds
    }
  }
}

extension FieldType where Value == Bool {
  /// A switch as environments have them: `1` and `0` beside `true` and `false`, `yes` and `no`, `on` and `off`.
  static var onOff: FieldType {
    let (on, off) = (["1", "true", "yes", "on"], ["0", "false", "no", "off"])
    func forms(_ words: [String]) -> [String] {
      words.flatMap { word in Set([word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst()]).sorted() }
    }
    let form = (forms(on) + forms(off)).joined(separator: "|")
    let isOn = Set(forms(on)), isOff = Set(forms(off))
    return .scalar(.pattern(form, words: "a switch: `1` or `0`, `true` or `false`, `yes` or `no`, `on` or `off`")) { scalar in
      isOn.contains(scalar.text) ? true : isOff.contains(scalar.text) ? false : nil
    }
  }
}
