/// The set of keys that a template can make or find.
public struct KeyPattern: Sendable {
  /// Bytes, as servers compare keys, and what fills a placeholder.
  private enum Symbol {
    case byte(UInt8)
    /// Any text, with or without `:`; none is one too.
    case text
    /// Any text without `:`.
    case segment

    /// Whether a byte can stand in a text that fills a placeholder; false of a byte.
    func admits(_ byte: UInt8) -> Bool {
      switch self {
      case .byte: false
      case .text: true
      case .segment: byte != UInt8(ascii: ":")
      }
    }

    var isPlaceholder: Bool { if case .byte = self { false } else { true } }
  }

  private let symbols: [Symbol]

  /// The keys of a template, what fills a placeholder being any text.
  public init(_ template: KeyTemplate) {
    self.init(template, placeholder: .text)
  }

  /// The keys that a scan finds by a template: one segment between `:` stands in the place of the entity.
  init(scannedBy template: KeyTemplate) {
    self.init(template, placeholder: .segment)
  }

  private init(_ template: KeyTemplate, placeholder: Symbol) {
    symbols = template.parts.flatMap { part -> [Symbol] in
      switch part {
      case .literal(let text): text.utf8.map { .byte($0) }
      case .entity, .field: [placeholder]
      }
    }
  }

  /// Whether some key belongs to both sets.
  public func overlaps(_ other: KeyPattern) -> Bool {
    // Both patterns are walked side by side; `reached` tells the places in `other` that can be matched so far.
    var reached = [Bool](repeating: false, count: other.symbols.count + 1)
    reached[0] = true
    other.passPlaceholders(&reached)
    for symbol in symbols {
      reached = symbol.isPlaceholder ? other.places(behind: symbol, reached) : other.places(behindByte: symbol, reached)
      other.passPlaceholders(&reached)
      guard reached.contains(true) else { return false }
    }
    return reached[other.symbols.count]
  }

  /// The places behind a byte of the other pattern.
  private func places(behindByte symbol: Symbol, _ reached: [Bool]) -> [Bool] {
    var next = [Bool](repeating: false, count: reached.count)
    guard case .byte(let byte) = symbol else { return next }
    for (place, own) in symbols.enumerated() where reached[place] {
      if own.admits(byte) { next[place] = true }
      if case .byte(byte) = own { next[place + 1] = true }
    }
    return next
  }

  /// The places behind a placeholder of the other pattern: it stands for as many symbols as it can.
  private func places(behind placeholder: Symbol, _ reached: [Bool]) -> [Bool] {
    var next = reached
    for (place, own) in symbols.enumerated() where next[place] {
      if case .byte(let byte) = own, !placeholder.admits(byte) { continue }
      next[place + 1] = true
    }
    return next
  }

  /// A placeholder can stand for nothing, so its place may be passed at once.
  private func passPlaceholders(_ places: inout [Bool]) {
    for place in symbols.indices where places[place] && symbols[place].isPlaceholder { places[place + 1] = true }
  }
}
