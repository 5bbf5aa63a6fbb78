/// The name and labels of the line at hand, unescaped. One for the whole text: its storage is used again for every line.
struct SeriesBuffer {
  /// Bytes that UTF-8 does not have, so that keys cannot be ambiguous.
  static let labelMark: UInt8 = 0xFF
  static let valueMark: UInt8 = 0xFE

  struct Label {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// The name, then the names and values of the labels, in the order of the line.
  private(set) var bytes: [UInt8] = []
  private var labels: [Label] = []
  private var nameEnd = 0
  private var scratch: [UInt8] = []

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    nameEnd = 0
  }

  var count: Int { bytes.count }

  mutating func append(_ source: [UInt8], _ range: Range<Int>) { bytes.append(contentsOf: source[range]) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// What stands in the buffer is the metric's name.
  mutating func endName() { nameEnd = bytes.count }

  mutating func addLabel(name: Range<Int>, value: Range<Int>) { labels.append(Label(name: name, value: value)) }

  func isReserved(_ range: Range<Int>) -> Bool { bytes[range].elementsEqual(ASCII.reservedLabel) }

  func isUTF8(_ range: Range<Int>) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes.span.extracting(range))
      return true
    } catch {
      return false
    }
  }

  /// Sorts the labels by name and returns whether all names differ. Linear where they come sorted, as most exporters write them.
  mutating func sortLabels() -> Bool {
    if labels.count > 16 {
      labels.sort { [bytes] in SeriesBuffer.order(bytes, $0.name, $1.name) < 0 }
    } else {
      for index in labels.indices.dropFirst() {
        var place = index
        while place > 0, SeriesBuffer.order(bytes, labels[place].name, labels[place - 1].name) < 0 {
          labels.swapAt(place, place - 1)
          place -= 1
        }
      }
    }
    for index in labels.indices.dropFirst() where SeriesBuffer.order(bytes, labels[index - 1].name, labels[index].name) == 0 {
      return false
    }
    return true
  }

  /// The key of the series, as a ``SeriesSelector`` has it. Call after ``sortLabels()``.
  mutating func key() -> [UInt8] {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[0..<nameEnd])
    // An empty value is the same as no label.
    for label in labels where !label.value.isEmpty {
      scratch.append(SeriesBuffer.labelMark)
      scratch.append(contentsOf: bytes[label.name])
      scratch.append(SeriesBuffer.valueMark)
      scratch.append(contentsOf: bytes[label.value])
    }
    return scratch
  }

  /// Below 0, 0 or above 0: the order of two stretches by their bytes.
  private static func order(_ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Int {
    var (a, b) = (left.lowerBound, right.lowerBound)
    while a < left.upperBound, b < right.upperBound {
      if bytes[a] != bytes[b] { return bytes[a] < bytes[b] ? -1 : 1 }
      a += 1
      b += 1
    }
    return left.count - right.count
  }
}
