internal import Diagnostics

extension StateFolder.Refusal {
  /// What is told before the host ends.
  func finding(_ path: String) -> Diagnostic {
    switch self {
    case .inUse(let holder):
      Diagnostic(
        .stateInUse, "another host keeps its state in `\(path.shown())`\(holder.isEmpty ? "" : ": \(holder)")", at: nil,
        help: "give each host a folder of its own")
    case .unusable(let reason):
      Diagnostic(
        .stateUnusable, "no state can be kept in `\(path.shown())`: \(reason)", at: nil,
        help: "name a folder that the host may write to; its parent must be there")
    }
  }
}
