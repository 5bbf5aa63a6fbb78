import Diagnostics

extension FormReader {
  mutating func weights(_ entry: Node.Entry, clamp: Node.Entry?, in node: Node) -> Expression? {
    guard let names = mapping(entry, example: "weights: {name: 0.4}") else { return nil }
    var terms: [Expression.Term] = []
    var isWhole = true
    for item in names {
      if item.key == Function.clamp.rawValue, case .sequence = item.value.content {
        findings.refuse(
          "`clamp` stands inside `weights`, and belongs beside it", at: Place(item.keySpan), code: .misplacedField,
          help: "give it the indentation of `weights`")
        isWhole = false
        continue
      }
      let name = weightedName(item)
      let weight = weight(item)
      isWhole = isWhole && weight != nil
      terms.append(Expression.Term(name: name, weight: weight ?? 0))
    }
    // Its own stretch is without the `clamp` beside it, which may be what does not fit.
    let place = Place(entry.keySpan.joined(with: entry.value.span), words: "the sum of `weights`")
    let sum = Expression(isWhole ? .weights(terms) : .broken(terms.map(\.name)), at: place)
    guard let clamp else { return sum }
    guard case .sequence(let ends) = clamp.value.content, ends.count == 2 else {
      findings.refuse(
        "`clamp` takes a list of its two ends, not \(Self.kindName(clamp.value))", at: Place(clamp.value.span), code: .wrongKind,
        help: clamp.value.decimalCommaHelp ?? "write `clamp: [0, 1]`")
      return Expression(.broken([sum]), at: place)
    }
    let whole = Place(node.span, words: "the sum of `weights`")
    return Expression(.call(Function.clamp.rawValue, name: Place(clamp.keySpan), [sum] + ends.map { part($0) }), at: whole)
  }

  private mutating func weightedName(_ item: Node.Entry) -> Expression {
    let parts = item.key.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ Word.isName(String($0)) }) else {
      findings.refuse(
        "a weight is given to a name, and `\(item.key.shown(limit: 40))` is none", at: Place(item.keySpan),
        help: "give the formula a name under `values`")
      return Expression(.broken([]), at: Place(item.keySpan))
    }
    return Expression(.name(item.key), at: Place(item.keySpan, words: "`\(item.key.shown(limit: 60))`"))
  }

  private static func kindName(_ node: Node) -> String {
    if case .sequence(let items) = node.content { "a list of \(items.count)" } else { node.kindName }
  }

  private mutating func weight(_ item: Node.Entry) -> Double? {
    guard let scalar = item.value.scalar, let weight = NumberText.parseWritten(scalar.text) else {
      findings.refuse(
        "a weight is a finite number, not \(item.value.kindName)", at: Place(item.value.span), code: .wrongType,
        help: item.value.scalar.flatMap { NumberText.help(for: $0.text) } ?? "write a number such as `0.4`")
      return nil
    }
    return weight
  }

  mutating func match(_ entry: Node.Entry, in node: Node) -> Expression? {
    let example = "match: {of: name, TEXT: value}"
    guard let entries = mapping(entry, example: example) else { return nil }
    let isSubjectBare = entries[0].value.isNull && !entries.contains { $0.key == "of" }
    let arms = entries.dropFirst(isSubjectBare ? 1 : 0).filter { $0.key != "of" }.map { Expression.Arm(key: $0.key, value: part($0.value)) }
    guard let subject = entries.first(where: { $0.key == "of" }) else {
      // Where the mapping ends may be lines below it, so the word that lacks the field is shown.
      findings.refuse(
        "`match` needs `of`, the text that it looks at", at: Place(entry.keySpan), code: .missingField,
        help: entries[0].value.isNull ? "write `of: \(entries[0].key.shown(limit: 40))`" : "write `\(example)`")
      return Expression(.broken(entries[0].value.isNull ? [] : arms.map(\.value)), at: Place(node.span))
    }
    let of = part(subject.value)
    guard !arms.isEmpty else {
      findings.refuse(
        "`match` needs at least one text beside `of`", at: Place(entry.keySpan), code: .missingField, help: "write `\(example)`")
      return Expression(.broken([of]), at: Place(node.span))
    }
    for entry in entries where Self.wordsForElse.contains(entry.key) && entry.key != "of" { warn(ofElse: entry) }
    return Expression(.match(of: of, arms), at: Place(node.span, words: "this `match`"))
  }

  /// What other languages call the arm that takes whatever is left.
  private static let wordsForElse: Set<String> = ["default", "_", "else", "otherwise", "other", "*"]

  private mutating func warn(ofElse entry: Node.Entry) {
    let value = entry.value.scalar.map { $0.text.shown(limit: 40) } ?? "…"
    findings.add(
      Diagnostic(
        .matchArmLikeElse, .warning, "the arm `\(entry.key)` of a `match` takes the text `\(entry.key)` and no other", at: entry.keySpan,
        caption: "a text like any other", help: "for every text without an arm write `first_of: [{match: …}, \(value)]`",
        notes: ["a text that has no arm is missing"]))
  }

  mutating func firstOf(_ entry: Node.Entry, in node: Node) -> Expression? {
    guard case .sequence(let items) = entry.value.content else {
      findings.refuse(
        "`first_of` takes a list, not \(entry.value.kindName)", at: Place(entry.value.span), code: .wrongKind,
        help: "write `first_of: [a, b]`")
      return nil
    }
    guard !items.isEmpty else {
      findings.refuse("`first_of` has at least one part", at: Place(entry.value.span), code: .emptyValue, help: "write `first_of: [a, b]`")
      return nil
    }
    return Expression(.coalesce(items.map { part($0) }, word: "first_of"), at: Place(node.span, words: "this `first_of`"))
  }

  private mutating func mapping(_ entry: Node.Entry, example: String) -> [Node.Entry]? {
    guard case .mapping(let entries) = entry.value.content else {
      findings.refuse(
        "`\(entry.key)` takes a mapping, not \(entry.value.kindName)", at: Place(entry.value.span), code: .wrongKind,
        help: "write `\(example)`")
      return nil
    }
    guard !entries.isEmpty else {
      findings.refuse("`\(entry.key)` is empty", at: Place(entry.value.span), code: .emptyValue, help: "write `\(example)`")
      return nil
    }
    return entries
  }
}
