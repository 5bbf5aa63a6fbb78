/// What is to be said of an operation beside its operands and its value.
public enum DerivationDetail: Sendable {
  /// The terms of a weighted sum, one for each operand.
  case weights([Term])
  /// What a clamp did.
  case clamp(Clamp)
  /// Which part of a ternary, `match`, `first_of`, `min` or `max` gave the value.
  case choice(Choice)
  /// Where a field came from.
  case field(FieldFacts)

  /// One term of a weighted sum.
  public struct Term: Sendable, Hashable {
    /// What the value is multiplied by.
    public let weight: Double
    /// The product; nil where the value is not there.
    public let contribution: Double?
    /// The product in percent of the sum; nil where the sum is 0 or not there. All shares add up to 100.
    public let share: Double?
  }

  /// What a clamp did.
  public struct Clamp: Sendable, Hashable {
    /// Which of its ends holds.
    public enum Bound: String, Sendable {
      case lower, upper, inside
    }

    /// Which of its ends holds.
    public let bound: Bound
    /// The lower end.
    public let lowest: Double
    /// The higher end.
    public let highest: Double
    /// How far the value was moved to the end that holds; inside, 0.
    public let moved: Double
  }

  /// The part that gave the value, and the parts before it that did not.
  public struct Choice: Sendable, Hashable {
    /// A part that was not taken.
    public struct Passed: Sendable, Hashable {
      /// Its place among the operands.
      public let operand: Int
      /// Why it was not taken.
      public let reason: String
    }

    /// Its place among the operands; nil where none gave a value.
    public let taken: Int?
    /// Parts that were looked at and not taken, with the reason.
    public let passed: [Passed]
  }

  /// Where a field came from.
  public struct FieldFacts: Sendable, Hashable {
    /// Its source's place among the sources of the derivation.
    public let source: Int
    /// What the data calls it.
    public let dataName: String
    /// The text as it came; nil where nothing came, or nobody kept it.
    public let raw: String?
    /// What became of the text, where the value is not simply what it says.
    public let note: String?
  }
}
