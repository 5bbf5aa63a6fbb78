internal import Diagnostics

/// The lines in a program's output that came in the place of an answer: how many, and the one or two of them that are shown.
struct StrayLines {
  /// More of a line is not quoted.
  private static let limit = 60

  private(set) var count = 0
  private var first: String?
  /// The one that is most like an answer.
  private var nearest: (text: String, why: String, isNear: Bool)?

  /// Takes a line that is no answer.
  mutating func add(_ line: [UInt8], _ why: String, isNear: Bool, _ command: ChildCommand) {
    count += 1
    guard first == nil || isNear && nearest?.isNear == false else { return }
    let text = command.quoted(line, limit: Self.limit)
    if first == nil { first = text }
    nearest = (text, why, isNear)
  }

  /// For the log, where the answer came at last; nil where nothing else did.
  var note: String? {
    guard let first else { return nil }
    return count == 1
      ? "a line on standard output is no answer and was skipped: \(first)"
      : "\(count) lines on standard output are no answer and were skipped; the first is \(first)"
  }

  /// What was there in the place of the answer that did not come, and why it is none: `wrote … instead, which …`; nil where nothing was.
  var instead: String? {
    guard let nearest else { return nil }
    return count == 1
      ? "wrote \(nearest.text) instead, \(nearest.why)"
      : "wrote \(count) lines that are no answer, such as \(nearest.text), \(nearest.why)"
  }
}
