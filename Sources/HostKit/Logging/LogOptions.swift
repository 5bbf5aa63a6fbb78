internal import ArgumentParser
internal import Logging

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How much is logged, and how it is written.
struct LogOptions: ParsableArguments {
  /// The form of a log line.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  /// How much is logged.
  enum Level: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
  }

  @Option(help: "What is logged at the least.")
  var logLevel = Level.info

  @Option(help: "The form of the log, which goes to standard error.")
  var logFormat = Format.text

  /// What writes the log to standard error.
  func writer() -> LineWriter {
    LineWriter(STDERR_FILENO) { [isJSON = logFormat == .json] lost in
      let message = "lines are missing here: nobody read them in time, or they could not be written"
      return LineLogHandler.line(isJSON: isJSON, .warning, message, ["lost": .stringConvertible(lost)])
    }
  }

  /// A logger as the options want it.
  func logger(label: String, to writer: LineWriter) -> Logger {
    var logger = Logger(label: label) { _ in LineLogHandler(isJSON: logFormat == .json) { writer.write($0) } }
    logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .info
    return logger
  }
}
