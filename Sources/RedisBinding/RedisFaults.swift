internal import Diagnostics
public import Governor
public import Redis

extension PluginFault {
  /// What a failed run against Redis means for a source or a sink.
  public init(_ error: any Error, at address: RedisAddress) {
    if let fault = error as? PluginFault {
      self = fault
      return
    }
    let place = "redis at \(address)"
    let text = (error as? RedisError)?.message ?? "\(error)"
    let message = text.hasPrefix(place + ": ") ? String(text.dropFirst(place.count + 2)) : text
    self.init(.unreachable, place: place, message: message)
  }
}

extension Span<UInt8> {
  /// A server's text, safe to show.
  public func shown() -> String {
    var bytes: [UInt8] = []
    for index in 0..<Swift.min(count, 200) { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self).shown(limit: 200)
  }
}
