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
    /// The sink's name, or that of the check that publishes.
    public let sink: String
    /// Whether it is the `publish` of a check.
    public let isPublish: Bool
    /// What was wrong.
    public let fault: PluginFault

    init(sink: String, isPublish: Bool = false, fault: PluginFault) {
      self.sink = sink
      self.isPublish = isPublish
      self.fault = fault
    }
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
    for check in policy.checks where report.knowsEntities {
      guard let publish = check.publish, publish.isActive(in: policy.mode),
        let plugin = standIns.publishers[check.name] ?? registry.build(publish, in: context)
      else { continue }
      if let fault = await publishFault(publish, plugin, report) {
        faults.append(SinkFault(sink: check.name, isPublish: true, fault: fault))
      }
      await plugin.close()
    }
    await resources.close()
    return StoredTrial(report: report, stored: stored, faults: faults)
  }

  /// Why a check could not publish where it is to: its server is away, or something else stands there. What it published before is not compared
  /// with anything, for it tells of its own time.
  private static func publishFault(_ publish: SinkDeclaration, _ plugin: any SinkPlugin, _ report: TickReport) async -> PluginFault? {
    let rows = publish.cadence == .perEntity ? report.snapshot.rows : 1
    let outputs = publish.outputs.map { output in
      var column = Column(for: output.type)
      for _ in 0..<rows { column.append(.missing) }
      return OutputBatch.Output(name: output.name, type: output.type, column: column)
    }
    let batch = OutputBatch(
      policy: report.policy.name, entities: publish.cadence == .perEntity ? report.snapshot.entities?.names : nil,
      rows: Array(0..<rows), outputs: outputs)
    do throws(PluginFault) {
      guard let stored = try await plugin.stored(batch, until: .now.advanced(by: .seconds(publish.timeout))) else { return nil }
      return stored.fault.map { PluginFault(.invalid, place: publish.noun, message: $0) }
    } catch {
      return error
    }
  }
}
