internal import Diagnostics

/// Finds the route that a path which nobody knows was probably meant for.
enum NearestRoute {
  /// What to say of a path: the nearest of some routes, each as `GET /path/{place}`, or where to find them.
  static func help(for path: [String], among routes: [String]) -> String {
    var path = path
    while path.last?.isEmpty == true { path.removeLast() }
    var best: (text: String, slips: Int)?
    for text in routes {
      guard let start = text.firstIndex(of: "/"), let slips = slips(path, HostRoute.segments(String(text[start...]))) else { continue }
      if best.map({ slips < $0.slips }) ?? true { best = (text, slips) }
    }
    return best.map { "did you mean `\($0.text)`?" } ?? "`GET /` lists what there is"
  }

  /// In how many segments a path differs from a route by a slip; nil where it differs by more.
  private static func slips(_ path: [String], _ segments: [HostRoute.Segment]) -> Int? {
    guard path.count == segments.count, !path.isEmpty else { return nil }
    var slips = 0
    var isAlike = false
    for (text, segment) in zip(path, segments) {
      switch segment {
      case .place: if text.isEmpty { return nil }
      case .literal(let own) where own == text: isAlike = true
      case .literal(let own):
        guard Suggestion.nearest(to: text, among: [own]) != nil else { return nil }
        isAlike = true
        slips += 1
      }
    }
    return isAlike ? slips : nil
  }
}
