extension ExpositionFormat {
  /// The format that a client wants most, by its `Accept` header (several joined by commas).
  ///
  /// Where it wants both alike, the one that it names more closely, and else Prometheus' text; that is also for who wants neither: a
  /// scraper that gets an answer it did not ask for says more than one that gets none.
  public init(accept: String?) {
    let items = WeightedItem.items(accept ?? "")
    let text = Self.prometheusText.wish(among: items)
    let openMetrics = Self.openMetrics.wish(among: items)
    self =
      (openMetrics.quality, openMetrics.closeness) > (text.quality, text.closeness) && openMetrics.quality > 0
      ? .openMetrics : .prometheusText
  }

  /// How much a client wants the format, by the item that names it most closely, and how closely that does.
  private func wish(among items: [WeightedItem]) -> (quality: Double, closeness: Int) {
    var best: (quality: Double, closeness: Int) = (0, 0)
    for item in items {
      let closeness = closeness(to: item)
      if closeness > best.closeness || (closeness == best.closeness && item.quality > best.quality) {
        if closeness > 0 { best = (item.quality, closeness) }
      }
    }
    return best
  }

  /// 0 where the item does not mean the format, more the closer it does.
  private func closeness(to item: WeightedItem) -> Int {
    switch item.word {
    case "*/*": return 1
    case "\(type)/*": return 2
    case "\(type)/\(subtype)":
      guard let wanted = item.parameters["version"] else { return 3 }
      return wanted == version ? 4 : 0
    default: return 0
    }
  }
}
