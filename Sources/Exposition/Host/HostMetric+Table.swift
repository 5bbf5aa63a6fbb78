internal import Governor
internal import Policy

// The table of the host's own metrics. Long because it is a table: each entry stands alone.
extension HostMetric {
  /// All of them, in the order in which they are shown.
  public static let all: [HostMetric] = ofTheHost + ofState + ofPolicies + ofSources + ofSinks + ofShadows + ofTheProcess

  private static let ofTheHost: [HostMetric] = [
    HostMetric("governor_build_info", .info, labels: ["version"], "The version of the host.") { [([$0.version], .count(1))] },
    .host("governor_reload_success", .gauge, "1 where the last set of policies that was to be loaded was good, 0 where it was refused.") {
      .count($0.reloads.lastSucceeded ? 1 : 0)
    },
    .host("governor_reload_last_success_timestamp_seconds", .gauge, "When the set of policies that runs was loaded, in Unix seconds.") {
      $0.reloads.lastSuccessTime.map { .number($0) }
    },
    HostMetric(
      "governor_reloads_total", .counter, labels: ["result"], "Sets of policies that were loaded (success) or refused (failure)."
    ) { [(["success"], .count($0.reloads.succeeded)), (["failure"], .count($0.reloads.failed))] },
    .host("governor_log_lines_lost_total", .counter, "Lines of the log that nobody read in time, or that could not be written.") {
      .count($0.logLinesLost)
    },
  ]

  private static let ofState: [HostMetric] = [
    .host("governor_state_unkept_policies", .gauge, "Policies whose last known good could not be put into --state-dir as it is now.") {
      $0.state.map { .count($0.unkept) }
    },
    HostMetric(
      "governor_state_writes_total", .counter, labels: ["result"], "Files of last known good that were written (success) or not (failure)."
    ) { facts in
      facts.state.map { [(["success"], .count($0.written)), (["failure"], .count($0.failed))] } ?? []
    },
    .host("governor_state_refused_files_total", .counter, "Files of last known good that were found and not used.") {
      $0.state.map { .count($0.refused) }
    },
    .host("governor_state_last_write_timestamp_seconds", .gauge, "When last known good was written last, in Unix seconds.") {
      $0.state?.lastWritten.map { .number($0) }
    },
  ]

  private static let ofPolicies: [HostMetric] = [
    HostMetric(
      "governor_policy_info", .info, labels: ["policy", "hash", "mode", "shadow_of", "version"],
      "The policies that run: the hash of the text, the mode, the primary of a shadow, and the version of the host."
    ) { facts in
      facts.policies.map { running in
        let policy = running.policy
        return ([policy.name, running.hash, policy.mode.rawValue, policy.shadowOf ?? "", facts.version], .count(1))
      }
    },
    .policy("governor_ticks_total", .counter, "Ticks that ended.") { .count($0.ticks) },
    .policy("governor_tick_overruns_total", .counter, "Times at which a tick was due and left out, because the one before still ran.") {
      .count($0.overruns)
    },
    .policy("governor_tick_duration_seconds", .histogram, "How long ticks took, from the first read to the last write.") {
      .histogram($0.duration)
    },
    .policy("governor_last_tick_timestamp_seconds", .gauge, "The time of the last tick that ended, in Unix seconds.") {
      $0.lastTickTime.map { .number($0) }
    },
    HostMetric("governor_tick_interval_seconds", .gauge, labels: ["policy"], "The time from tick to tick that the policy asks for.") {
      $0.policies.map { ([$0.policy.name], .number($0.policy.every)) }
    },
    .policy("governor_entities", .gauge, "Entities of the last tick; no series where they could not be found out.") {
      $0.entities.map { .count($0) }
    },
    HostMetric(
      "governor_evaluation_faults_total", .counter, labels: ["policy", "output"],
      "Rows with a division by zero, an overflow or the like behind an output, whatever stood for it in the end; also `metric NAME` of a gauge and `check NAME`."
    ) { facts in
      facts.policies.flatMap { running in
        running.status.tally.faults.map { ([running.policy.name, $0.output], .count($0.count)) }
          + running.status.tally.checks.map { ([running.policy.name, "check \($0.name)"], .count($0.faults)) }
      }
    },
    HostMetric(
      "governor_check_published_rows_total", .counter, labels: ["policy", "check", "result"],
      "Violations that checks were to publish: written, or not known to be."
    ) { facts in
      facts.policies.flatMap { running in
        running.status.tally.checks.flatMap { check in
          let counts = check.published.map { [("written", $0), ("failed", check.unpublished)] } ?? []
          return counts.map { ([running.policy.name, check.name, $0.0], MetricFamily.Value.count($0.1)) }
        }
      }
    },
    HostMetric(
      "governor_check_verdicts_total", .counter, labels: ["policy", "check", "verdict"],
      "What the checks said that are asked in each tick; undecided where a value was missing."
    ) { facts in
      facts.policies.flatMap { running in
        running.status.tally.checks.flatMap { check in
          CheckReport.Verdict.allCases.map { ([running.policy.name, check.name, $0.word], .count(check.count($0))) }
        }
      }
    },
    HostMetric(
      "governor_metric_series_dropped_total", .counter, labels: ["policy", "metric"],
      "Series of a policy's metric that were left out because of its series_limit, counted in each tick."
    ) { facts in
      facts.policies.flatMap { running in
        running.status.ledger.cut.map { ([running.policy.name, $0.name], .count($0.total)) }
      }
    },
  ]

  private static let ofSources: [HostMetric] = [
    .source("governor_source_reads_total", .counter, "Reads that ended, well or not.") { .count($0.reads) },
    .source("governor_source_read_failures_total", .counter, "Reads whose server could not be asked.") { .count($0.failures) },
    .source("governor_source_read_duration_seconds", .histogram, "How long reads took.") { .histogram($0.duration) },
    .source("governor_source_last_success_timestamp_seconds", .gauge, "When a read was answered last, in Unix seconds.") {
      $0.lastSuccessTime.map { .number($0) }
    },
    .source(
      "governor_source_oldest_data_age_seconds", .gauge, "The age of the oldest data that the last tick used; no series where it used none."
    ) { $0.oldestAge.map { .number($0) } },
    .source(
      "governor_source_records_total", by: "state", of: RecordState.self, word: \.word, "Records by what they were, in each tick."
    ) { $0.count($1) },
    .source(
      "governor_source_outcomes_total", by: "outcome", of: Outcome.self, word: \.word,
      "Records by what stood for them, in each tick, whether or not an output rested on it."
    ) { $0.count($1) },
    .source(
      "governor_source_too_old_total", .counter, "Records of which there was a last known good, and it was too old, in each tick."
    ) { .count($0.tooOld) },
    .source("governor_source_held_values_total", .counter, "Values that lay outside their range and were held to it.") {
      .count($0.heldValues)
    },
    .source("governor_source_skipped_keys_total", .counter, "Keys that did not fit the pattern and were left alone, in each tick.") {
      .count($0.skippedKeys)
    },
    .source("governor_source_unusable_fields_total", .counter, "Optional fields that were there and could not be used.") {
      .count($0.unusableFields)
    },
  ]

  private static let ofSinks: [HostMetric] = [
    HostMetric(
      "governor_sink_rows_total", .counter, labels: ["policy", "sink", "result"],
      """
      Rows: written, deleted, failed, withheld because of a source, or missing a value. A key that could not be deleted counts as failed too.
      """
    ) { facts in
      facts.policies.flatMap { running in
        running.status.tally.sinks.flatMap { sink in
          let counts = [
            ("written", sink.written), ("deleted", sink.deleted), ("failed", sink.failed), ("withheld", sink.withheld),
            ("missing", sink.missing),
          ]
          return counts.map { ([running.policy.name, sink.name, $0.0], MetricFamily.Value.count($0.1)) }
        }
      }
    },
    .sink("governor_sink_write_duration_seconds", .histogram, "How long writes took; a tick with nothing to write does not count.") {
      .histogram($0.duration)
    },
    .sink("governor_sink_last_success_timestamp_seconds", .gauge, "When rows were written last and none failed, in Unix seconds.") {
      $0.lastSuccessTime.map { .number($0) }
    },
    .sink("governor_sink_active", .gauge, "1 where the sink writes in the mode of its policy, 0 where it does not.") {
      $0.isActive.map { .count($0 ? 1 : 0) }
    },
  ]

  private static let ofShadows: [HostMetric] = [
    .compared("governor_comparison_entities", .gauge, "Entities that the shadow and its primary both wrote in the last tick.") {
      .count($0.compared)
    },
    .compared("governor_comparison_differing_entities", .gauge, "Those of them whose values differ.") { .count($0.differing) },
    .compared("governor_comparison_only_primary_entities", .gauge, "Entities that the primary alone wrote in the last tick.") {
      .count($0.onlyPrimary)
    },
    .compared("governor_comparison_only_shadow_entities", .gauge, "Entities that the shadow alone wrote in the last tick.") {
      .count($0.onlyShadow)
    },
    .compared("governor_comparison_differing_total", .counter, "Values that differed, over all ticks.") { .count($0.differingSoFar) },
    .spread("governor_comparison_absolute_difference", "How far values differed in the last tick, in the output's own unit.") {
      $0.absolute
    },
    .spread("governor_comparison_relative_difference_ratio", "The same as a share of the primary's value.") { $0.relative },
    .compared(
      "governor_comparison_absolute_difference_distribution", .histogram,
      "How far values differed, over all ticks, in the output's own unit: one for each entity and tick."
    ) { $0.absolute == nil && $0.absoluteSoFar.count == 0 ? nil : .histogram($0.absoluteSoFar) },
    .compared(
      "governor_comparison_relative_difference_distribution_ratio", .histogram, "The same as a share of the primary's value."
    ) { $0.relative == nil && $0.relativeSoFar.count == 0 ? nil : .histogram($0.relativeSoFar) },
  ]

  private static let ofTheProcess: [HostMetric] = [
    .host("process_cpu_seconds_total", .counter, "Processor time, the kernel's for the process included.") {
      $0.process.processorSeconds.map { .number($0) }
    },
    .host("process_resident_memory_bytes", .gauge, "Memory in use.") { $0.process.residentBytes.map { .number($0) } },
    .host("process_virtual_memory_bytes", .gauge, "Address space in use.") { $0.process.virtualBytes.map { .number($0) } },
    .host("process_open_fds", .gauge, "Files, sockets and pipes that are open.") { $0.process.openDescriptors.map { .count($0) } },
    .host("process_max_fds", .gauge, "How many may be open.") { $0.process.descriptorLimit.map { .number($0) } },
    .host("process_start_time_seconds", .gauge, "When the process began, in Unix seconds.") { $0.process.startTime.map { .number($0) } },
  ]
}
