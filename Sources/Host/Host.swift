internal import Demo
internal import Governor
internal import HostKit
internal import Sinks
internal import Sources

/// The host that comes with Governor: all built-in plugins, and the demo.
@main
enum Host: HostDefinition {
  static let sources = BuiltinSources.all
  static let sinks = BuiltinSinks.all
  static let commands: [any HostCommand.Type] = [DemoCommand.self]
}
