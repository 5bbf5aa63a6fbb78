// GV0320 to GV0329: policies of several files, and several policies of one run.
extension CodePage {
  static let ofSeveralFiles: [CodePage] = [
    CodePage(
      .badBase,
      rule: "`extends` names a policy by its path from the folder of the file that says it. The file is there and is YAML.",
      why:
        "A policy without what it stands on would be another policy. The path holds no variables: these are put in once the files are one.",
      wrong: .part("policy: cautious\nextends: risk.yml"),
      right: .part("policy: cautious\nextends: risk.yaml")),
    CodePage(
      .extendsCycle,
      rule: "A policy that extends others comes to an end: none of them stands on one that stands on it.",
      why: "Nobody could say which of them has the last word.",
      wrong: .part("# a.yaml\npolicy: a\nextends: b.yaml\n# b.yaml\npolicy: b\nextends: a.yaml"),
      right: .part("# a.yaml\npolicy: a\nextends: b.yaml\n# b.yaml\npolicy: b")),
    CodePage(
      .badSetting,
      rule: """
        `--set` changes what stands in the policy. Its path leads through mappings by their keys; names of params, values, sources, sinks and \
        of what belongs to them must be there already.
        """,
      why: "A misspelt name would make a new param that nothing reads, and the policy would run with the old value.",
      wrong: .command("host run policies/risk.yaml --set params.share_of_equty=0.03"),
      right: .command("host run policies/risk.yaml --set params.share_of_equity=0.03")),
    CodePage(
      .badShadow,
      rule: """
        A shadow runs in its primary's tick, in mode `shadow`, and is seen beside it. It says no `mode: enforce`, no `metrics`, no `api` and no \
        check that publishes; it is not its own shadow, nor that of another shadow. What extends a shadow says whether it is one too. \
        An `every` that is not its primary's would be obeyed by nobody.
        """,
      why: "Consumers must never act on what is only being tried.",
      wrong: .policy("policy: calm\nshadow_of: bold\nmode: enforce\nsinks: {out: {type: console, fields: {at: now}}}"),
      right: .policy("policy: calm\nshadow_of: bold\nsinks: {out: {type: console, fields: {at: now}}}")),
    CodePage(
      .unknownPrimary,
      rule: "The policy behind `shadow_of` is one of those that are loaded together, or one that the shadow extends.",
      why: "Whether a shadow touches its primary's keys can be said only where the primary is known.",
      wrong: .command("host validate shadow.yaml"),
      right: .command("host validate shadow.yaml primary.yaml")),
    CodePage(
      .shadowWritesPrimary,
      rule: """
        A shadow has keys of its own. Those that it inherits get its name and a colon in front; one that its own file names stays as it is. It \
        writes neither what its primary writes nor what its primary reads, nor what any other policy of the run reads that is no shadow. \
        Keys of one name in databases of one number count as the same, whatever the addresses of their servers.
        """,
      why: """
        Consumers read the primary's keys, and would act on what is only being tried. What the primary reads would change its outputs, and end \
        with the shadow's `ttl`. One server has many names, and none of them tells.
        """,
      wrong: .part("policy: calm\nextends: risk.yaml\nshadow_of: risk\nsinks: {budget: {key: \"app:budget:{symbol}\"}}"),
      right: .part("policy: calm\nextends: risk.yaml\nshadow_of: risk")),
    CodePage(
      .samePolicyName,
      rule: "Two policies of one run have names of their own. What extends another policy says `policy:` itself.",
      why: "Logs, metrics and keys tell policies apart by their names.",
      wrong: .part("# one.yaml\npolicy: budget\n# two.yaml\npolicy: budget"),
      right: .part("# one.yaml\npolicy: budget\n# two.yaml\npolicy: budget-night")),
  ]
}
