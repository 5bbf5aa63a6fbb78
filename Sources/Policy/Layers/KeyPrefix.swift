import Diagnostics

/// What is put in front of the keys that a shadow writes, so that it cannot touch its primary's.
struct KeyPrefix {
  /// The policy's name and a colon.
  let text: String
  /// The shadow's own file and the command line: a key that is named there is meant as it stands.
  let own: [SourceFile]

  /// Whether a key that stands at a place gets the prefix.
  func applies(to span: SourceSpan) -> Bool { !own.contains { $0 === span.file } }
}
