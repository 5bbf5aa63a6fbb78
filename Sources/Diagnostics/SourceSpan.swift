/// A stretch of a source file, from `start` up to but without `end`.
public struct SourceSpan: Sendable, Hashable {
  /// The file that the stretch is in.
  public let file: SourceFile
  /// The first place of the stretch.
  public let start: SourcePosition
  /// The place behind the stretch.
  public let end: SourcePosition

  /// A stretch between two places of one file.
  public init(file: SourceFile, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }

  /// The empty stretch where a file begins.
  public init(startOf file: SourceFile) {
    let start = SourcePosition(line: 1, column: 1)
    self.init(file: file, start: start, end: start)
  }

  /// The empty stretch behind this one: where something that is missing would be written.
  public var endPoint: SourceSpan { SourceSpan(file: file, start: end, end: end) }

  /// The shortest stretch that holds both; of two files, the first.
  public func joined(with other: SourceSpan) -> SourceSpan {
    guard file === other.file else { return self }
    return SourceSpan(file: file, start: min(start, other.start), end: max(end, other.end))
  }

  /// Two spans are equal where they mark the same stretch of the same file.
  public static func == (left: SourceSpan, right: SourceSpan) -> Bool {
    left.file === right.file && left.start == right.start && left.end == right.end
  }

  /// Feeds what equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(file))
    hasher.combine(start)
    hasher.combine(end)
  }
}

extension SourceSpan: CustomStringConvertible {
  /// `path:line:column`.
  public var description: String { "\(file.path):\(start.line):\(start.column)" }
}
