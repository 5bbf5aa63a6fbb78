import HostKit
import Sinks
import Sources

/// A host with the plugins that come with Governor, and two of its own.
@main
enum MyHost: HostDefinition {
  static let sources = BuiltinSources.all + [LoadAverageSource.self]
  static let sinks = BuiltinSinks.all + [AppendSink.self]
}
