public import Policy

/// One tick of a policy and what its sinks have written before. Nothing is written.
public struct StoredTrial: Sendable {
  /// What the policy comes to.
  public let report: TickReport
  /// What stands under the keys of each sink that can tell.
  public let stored: [PolicyComparison.Stored]
  /// Why the rest cannot be told: servers that could not be asked, and keys that hold something else.
  public let faults: [SinkFault]

  /// Why a sink could not tell all that it holds.
  public struct SinkFault: Sendable {
    /// The sink's name.
    public let sink: String
    /// What was wrong.
    public let fault: PluginFault
  }

  /// Runs one tick and asks the sinks what they hold.
  public static func run(
    _ policy: CheckedPolicy, registry: Registry, clock: any GovernorClock = SystemClock(), version: String = "dev",
    standIns: StandIns = StandIns()
  ) async -> StoredTrial {
    let runner = PolicyRunner(policy, registry: registry, clock: clock, version: version, standIns: standIns)
    let report = await runner.tick(.discard, keepsRaw: true)
    await runner.close()
    let resources = SharedResources()
    let context = BuildContext(resources: resources, version: version)
    var stored: [PolicyComparison.Stored] = []
    var faults: [SinkFault] = []
    for sink in policy.sinks where report.knowsEntities && sink.isActive(in: policy.mode) {
      guard let plugin = standIns.sinks[sink.name] ?? registry.build(sink, in: context) else { continue }
      let batch = PolicyComparison.batch(of: sink, report)
      do throws(PluginFault) {
        if let rows = try await plugin.stored(batch, until: .now.advanced(by: .seconds(sink.timeout))) {
          stored.append(PolicyComparison.Stored(sink: sink.name, rows: rows))
          if let fault = rows.fault {
            faults.append(SinkFault(sink: sink.name, fault: PluginFault(.invalid, place: "sink `\(sink.name)`", message: fault)))
          }
        }
      } catch {
        faults.append(SinkFault(sink: sink.name, fault: error))
      }
      await plugin.close()
    }
    await resources.close()
    return StoredTrial(report: report, stored: stored, faults: faults)
  }
}
