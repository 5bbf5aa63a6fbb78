internal import Diagnostics
internal import Foundation
internal import Logging

/// The form of a line of the log: `time level message key=value …`, or one JSON object.
struct LineFormat: Sendable {
  var isJSON = false
  /// Whether systemd's journal reads the line: it takes a priority from the front of it, and keeps the rest.
  var isForJournal = false

  /// A line of the log, with its end and the time of now.
  func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata) -> String {
    let members = metadata.sorted { (Self.rank($0.key), $0.key) < (Self.rank($1.key), $1.key) }
    let time = Self.time(Date())
    guard isJSON else {
      let words = members.flatMap { Self.words($0.key, $0.value) }
      return priority(level) + ([time, level.rawValue, message.shown(limit: 2000)] + words).joined(separator: " ") + "\n"
    }
    let head = [("time", JSONText.string(time)), ("level", JSONText.string(level.rawValue)), ("message", JSONText.string(message))]
    // A name that stands twice in an object is read by each reader as it likes.
    let taken = Set(head.map(\.0))
    let rest = members.map { (taken.contains($0.key) ? "\($0.key)_" : $0.key, Self.json($0.value)) }
    return priority(level) + JSONText.object(head + rest) + "\n"
  }

  /// What syslog(3) calls the level, for the journal.
  func priority(_ level: Logger.Level) -> String {
    guard isForJournal else { return "" }
    return switch level {
    case .critical: "<2>"
    case .error: "<3>"
    case .warning: "<4>"
    case .notice: "<5>"
    case .info: "<6>"
    case .debug, .trace: "<7>"
    }
  }

  /// What a reader looks for first stands first; the rest goes by the alphabet.
  private static let order = ["policy", "mode", "entities", "written", "withheld", "failed", "ms"]
  private static func rank(_ key: String) -> Int { order.firstIndex(of: key) ?? order.count }

  /// A dictionary is written as one word for each member: `source.name=value`.
  private static func words(_ key: String, _ value: Logger.MetadataValue) -> [String] {
    // Swift would write a list as code: brackets, quotes, and escapes inside of escapes.
    if case .array(let items) = value { return ["\(key)=\(word(items.map { "\($0)" }.joined(separator: "; ")))"] }
    guard case .dictionary(let members) = value else { return ["\(key)=\(word("\(value)"))"] }
    return members.sorted { $0.key < $1.key }.flatMap { words("\(key).\($0.key)", $0.value) }
  }

  /// A value that a reader can tell from the next: in quotes where it holds spaces.
  private static func word(_ text: String) -> String {
    let shown = text.shown(limit: 2000)
    return shown.isEmpty || shown.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) ? JSONText.string(shown) : shown
  }

  private static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): JSONText.string(text)
    case .stringConvertible(let number as any BinaryInteger): "\(number)"
    case .stringConvertible(let number as Double) where number.isFinite: "\(number)"
    case .stringConvertible(let flag as Bool): "\(flag)"
    case .stringConvertible(let other): JSONText.string("\(other)")
    case .array(let items): "[" + items.map { json($0) }.joined(separator: ",") + "]"
    case .dictionary(let members): JSONText.object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }

  private static func time(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
