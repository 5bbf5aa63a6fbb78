internal import ArgumentParser
internal import Foundation
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

  /// The form of a line, for whoever reads standard error.
  var format: LineFormat {
    let stream = ProcessInfo.processInfo.environment["JOURNAL_STREAM"]
    return LineFormat(isJSON: logFormat == .json, isForJournal: Journal.reads(STDERR_FILENO, stream: stream))
  }

  /// What writes the log to standard error.
  func writer() -> LineWriter {
    LineWriter(STDERR_FILENO) { [format] lost in
      let message = "lines are missing here: nobody read them in time, or they could not be written"
      return format.line(.warning, message, ["lost": .stringConvertible(lost)])
    }
  }

  /// A logger as the options want it.
  func logger(label: String, to writer: LineWriter) -> Logger {
    var logger = Logger(label: label) { [format] _ in LineLogHandler(format) { writer.write($0) } }
    logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .info
    return logger
  }
}
