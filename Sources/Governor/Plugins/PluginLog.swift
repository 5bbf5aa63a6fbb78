/// Where plugins write what is no fault of a read or a write, such as what a program says on its standard error.
///
/// Whoever writes here sees to it that it is little: a host hands every line on.
public struct PluginLog: Sendable {
  /// Takes a line: the place that it is about, as faults call it, and the text, safe to show and without secrets.
  public let write: @Sendable (_ place: String, _ text: String) -> Void

  /// A log that hands lines on; left out, nobody reads them.
  public init(write: @escaping @Sendable (_ place: String, _ text: String) -> Void = { _, _ in }) {
    self.write = write
  }
}
