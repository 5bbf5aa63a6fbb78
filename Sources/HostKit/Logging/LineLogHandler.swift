internal import Logging

/// Writes a line for each message to standard error.
struct LineLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  private let format: LineFormat
  private let write: @Sendable (String) -> Void

  init(_ format: LineFormat, write: @escaping @Sendable (String) -> Void) {
    self.format = format
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    write(format.line(event.level, "\(event.message)", metadata.merging(event.metadata ?? [:]) { $1 }))
  }
}
