extension CheckedPolicy {
  /// Whether something that this policy writes and something that the other one writes may stand in one place, so that the later write is
  /// the one that counts.
  ///
  /// Keys decide where both have them, whatever fills their placeholders, and however the address of their server is written. Of sinks without
  /// keys nobody knows where they write: two of one type may meet, unless people alone read what they write.
  public func mayWriteOver(_ other: CheckedPolicy) -> Bool {
    writers.contains { one in other.writers.contains { one.mayWriteOver($0) } }
  }
}

extension SinkDeclaration {
  fileprivate func mayWriteOver(_ other: SinkDeclaration) -> Bool {
    switch (configuration.writtenKeys, other.configuration.writtenKeys) {
    case (let keys?, let others?): keys.overlap(others, .byKind)
    case (nil, nil): type == other.type && !(configuration.toleratesShadows && other.configuration.toleratesShadows)
    case (_?, nil), (nil, _?): false
    }
  }
}
