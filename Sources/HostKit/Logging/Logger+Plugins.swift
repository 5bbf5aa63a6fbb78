internal import Governor
internal import Logging

extension Logger {
  /// What plugins write, a line each.
  var plugins: PluginLog {
    PluginLog { place, text in warning("\(text)", metadata: ["place": "\(place)"]) }
  }
}
