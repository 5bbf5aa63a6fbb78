public import Policy

/// How one output of a shadow differs from its primary's: in the last tick, and in all ticks so far.
public struct ComparedOutput: Sendable {
  /// The shadow's sink.
  public let sink: String
  /// The output's name.
  public let name: String
  /// Its type in the shadow.
  public let type: ValueType

  /// Entities that both wrote in the last tick.
  public private(set) var compared = 0
  /// Those of them whose values differ.
  public private(set) var differing = 0
  /// Entities that the primary alone wrote.
  public private(set) var onlyPrimary = 0
  /// Entities that the shadow alone wrote.
  public private(set) var onlyShadow = 0
  /// By how much the values of those that both wrote differ, in the output's unit; nil for what is no number, or where there is none.
  public private(set) var absolute: Spread?
  /// The same as a share of the primary's value, without those where that is 0.
  public private(set) var relative: Spread?
  /// The entities that differ most, the largest first, at most ten.
  public private(set) var largest: [PolicyComparison.Change] = []
  /// How far the values of all ticks differed, in the output's unit: one count for each entity and tick.
  public private(set) var absoluteSoFar = Histogram(bounds: Histogram.amounts)
  /// The same as a share of the primary's value, without those where that is 0.
  public private(set) var relativeSoFar = Histogram(bounds: Histogram.ratios)
  /// Values that differed, over all ticks.
  public private(set) var differingSoFar = 0

  private static let shown = 10

  init(sink: String, name: String, type: ValueType) {
    self.sink = sink
    self.name = name
    self.type = type
  }

  /// Takes in what both wrote in a tick.
  mutating func take(_ rows: RowPairs, primary: Column, shadow: Column, primaryType: ValueType) {
    compared = rows.both.count
    onlyPrimary = rows.onlyPrimary
    onlyShadow = rows.onlyShadow
    let isNumber = !primary.isText && !shadow.isText && primaryType.isMeasured && type.isMeasured
    var absolute: [Double] = []
    var relative: [Double] = []
    var changed: [(pair: RowPairs.Pair, size: Double)] = []
    for pair in rows.both {
      let (old, new) = (primary.count == 1 ? 0 : pair.primary, shadow.count == 1 ? 0 : pair.shadow)
      guard isNumber else {
        let isSame =
          primary.isText && shadow.isText
          ? shadow.texts.isEqual(row: new, to: old, of: primary.texts)
          : !primary.isText && !shadow.isText && primary.numbers[old] == shadow.numbers[new]
        if !isSame { changed.append((pair, .infinity)) }
        continue
      }
      let difference = abs(shadow.numbers[new] - primary.numbers[old])
      absolute.append(difference)
      absoluteSoFar.record(difference)
      if primary.numbers[old] != 0 {
        let share = difference / abs(primary.numbers[old])
        relative.append(share)
        relativeSoFar.record(share)
      }
      if difference != 0 { changed.append((pair, difference)) }
    }
    differing = changed.count
    differingSoFar += changed.count
    self.absolute = Spread(absolute)
    self.relative = Spread(relative)
    largest = changed.sorted { ($0.size, $1.pair.shadow) > ($1.size, $0.pair.shadow) }.prefix(Self.shown).map { change in
      PolicyComparison.Change(
        entity: rows.entity(change.pair), was: DerivedValue(primary, row: change.pair.primary, type: primaryType),
        wouldBe: DerivedValue(shadow, row: change.pair.shadow, type: type))
    }
  }
}

extension ValueType {
  /// Whether a difference of two of its values is a number.
  fileprivate var isMeasured: Bool {
    switch self {
    case .number, .time: true
    case .text, .boolean: false
    }
  }
}
