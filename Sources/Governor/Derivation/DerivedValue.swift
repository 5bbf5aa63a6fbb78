public import Policy

/// One value of one tick, for one entity where there are any.
public struct DerivedValue: Sendable, Hashable {
  /// What it is.
  public enum Content: Sendable, Hashable {
    /// A number in a unit.
    case number(Double, Unit)
    /// A text.
    case text(String)
    /// True or false.
    case boolean(Bool)
    /// Unix seconds.
    case time(Double)
    /// There is none.
    case missing
    /// There is none, because a source that it needs is withheld.
    case withheld
  }

  /// What it is.
  public let content: Content
  /// An arithmetic fault lies behind it, which another value may have replaced.
  public let hasFault: Bool

  init(_ content: Content, hasFault: Bool = false) {
    self.content = content
    self.hasFault = hasFault
  }

  /// The value in a row of a column; a column of one row has one value for all.
  public init(_ column: Column, row: Int, type: ValueType) {
    let index = column.count == 1 ? 0 : row
    guard index < column.count else {
      self.init(.missing)
      return
    }
    let state = column.states[index]
    let fault = state.contains(.fault)
    guard state.isPresent else {
      self.init(state.contains(.withheld) ? .withheld : .missing, hasFault: fault)
      return
    }
    switch type {
    case .text: self.init(.text(column.texts.string(row: index)), hasFault: fault)
    case .boolean: self.init(.boolean(column.numbers[index] != 0), hasFault: fault)
    case .time: self.init(.time(column.numbers[index]), hasFault: fault)
    case .number(let unit): self.init(.number(column.numbers[index], unit), hasFault: fault)
    }
  }

  init(_ constant: Constant, type: ValueType) {
    switch constant {
    case .number(let value): self.init(.number(value, type.unit ?? .ratio))
    case .text(let text): self.init(.text(text))
    case .boolean(let value): self.init(.boolean(value))
    case .time(let value): self.init(.time(value))
    }
  }

  /// Whether there is a value.
  public var isPresent: Bool { content != .missing && content != .withheld }

  /// The number, or the Unix seconds of a time.
  public var number: Double? {
    switch content {
    case .number(let value, _), .time(let value): value
    default: nil
    }
  }
}
