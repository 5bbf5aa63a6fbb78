extension PluginCatalog {
  /// The types that `forExamples` adds: a source that finds entities, and a sink that writes nothing.
  public static let examplePlugin = "example_plugin"

  /// The same types, and what a policy needs beside the example of a plugin to be whole.
  public var forExamples: PluginCatalog {
    PluginCatalog(
      sources: sources.merging([Self.examplePlugin: SourceType(Schema(.place(), make: ExampleFinder.init))]) { own, _ in own },
      sinks: sinks.merging([Self.examplePlugin: SinkType(Schema(.place(), make: ExampleSink.init))]) { own, _ in own })
  }
}
