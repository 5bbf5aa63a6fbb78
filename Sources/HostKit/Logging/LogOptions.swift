internal import ArgumentParser
internal import Logging

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

  /// A logger as the options want it.
  func logger(label: String) -> Logger {
    var logger = Logger(label: label) { _ in LineLogHandler(isJSON: logFormat == .json) }
    logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .info
    return logger
  }
}
