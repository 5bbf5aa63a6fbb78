import Diagnostics

/// One warning that a mapping accepts, with all that stands in that mapping.
struct Acceptance {
  /// The rule.
  let code: DiagnosticCode
  /// Where the code stands.
  let span: SourceSpan
  /// The stretches of the mapping, as ranges of the collector's places. An alias gives several.
  var ranges: [Range<Int>]
}
