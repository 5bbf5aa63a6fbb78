internal import ChildProcess
public import Diagnostics
public import Governor
internal import Synchronization

/// A program that answers questions: one JSON object in a line, one JSON object back, told apart by their `id`.
public final class ExecProgram: Sendable {
  /// What the lines are called by; a change that old programs cannot live with makes it 2.
  public static let version = 1

  /// What faults and messages call it.
  public let place: String
  private let command: ChildCommand
  private let child: ChildProcess
  private let lastID = Mutex(0)

  /// A program that is not started yet.
  public init(_ command: ExecCommand, in context: BuildContext) {
    let place = command.place
    let log = context.log
    self.place = place
    self.command = command.child
    child = ChildProcess(command.child) { log.write(place, $0) }
  }

  /// Asks, and gives the answer: an object without `error`. The members' values are JSON already.
  public func ask(_ members: [(String, String)], until deadline: ContinuousClock.Instant) async throws(PluginFault) -> JSONValue {
    let id = lastID.withLock { last in
      last += 1
      return last
    }
    let left = max(deadline - .now, .zero).components
    let milliseconds = Int(left.seconds) * 1000 + Int(left.attoseconds / 1_000_000_000_000_000)
    let head = [("version", "\(Self.version)"), ("id", "\(id)"), ("timeout_ms", "\(milliseconds)")]
    let line = Array(JSONText.object(head + members).utf8)
    do {
      return try await child.exchange(line, until: deadline) { [place, command] in try ExecLine($0, place, command).verdict(on: id) }
    } catch let error as ChildError {
      throw PluginFault(error.kind == .invalid ? .invalid : .unreachable, place: place, message: error.message, help: Self.help(error.kind))
    } catch let fault as PluginFault {
      throw fault
    } catch {
      throw PluginFault(.invalid, place: place, message: "\(error)".shown(limit: 200))
    }
  }

  private static func help(_ kind: ChildError.Kind) -> String {
    switch kind {
    case .notStarted:
      "the program is there and may be executed; a path counts from `directory`, which is the folder of the policy's file where it is left out"
    default: "the program answers within `timeout`, and what it writes on its standard error"
    }
  }

  /// What it says, without the values of its environment, which may be secrets.
  public func withoutSecrets(_ text: String) -> String { command.withoutSecrets(text) }

  /// Ends the program. May come twice.
  public func close() async { await child.close() }
}
