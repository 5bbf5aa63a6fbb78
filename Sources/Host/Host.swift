internal import Governor
internal import HostKit
internal import Sinks
internal import Sources

/// The host that comes with Governor: all built-in plugins.
@main
enum Host: HostDefinition {
  static let sources = BuiltinSources.all
  static let sinks = BuiltinSinks.all
}
