/// The wanted series and what was found of them.
struct SeriesIndex {
  private(set) var matches: [SeriesMatch]
  private var places: [[UInt8]: [Int]] = [:]
  private var names: Set<[UInt8]> = []

  init(_ selectors: [SeriesSelector]) {
    matches = Array(repeating: .absent, count: selectors.count)
    for (place, selector) in selectors.enumerated() {
      places[selector.key, default: []].append(place)
      names.insert(Array(selector.name.utf8))
    }
  }

  /// Whether any wanted series has this name: spares the work of a key on all other lines.
  func wants(name: [UInt8]) -> Bool { names.contains(name) }

  func wants(key: [UInt8]) -> Bool { places[key] != nil }

  mutating func record(_ sample: PrometheusSample, key: [UInt8]) {
    for place in places[key] ?? [] {
      if case .absent = matches[place] {
        matches[place] = .found(sample)
      } else {
        matches[place] = .duplicate
      }
    }
  }
}
