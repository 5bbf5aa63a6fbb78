// GV0001 to GV0099: the file and its YAML. Long because it is a list of pages; each stands alone.
extension CodePage {
  static let ofFiles: [CodePage] = [
    CodePage(
      .fileUnreadable,
      rule: "A policy file can be read. `host validate` ends with 2 where it cannot, as nothing is known about the policy then.",
      why: "A path that is wrong must not look like a policy that is good: CI would be green and would check nothing.",
      wrong: .command("host validate policies/rsik.yaml"),
      right: .command("host validate policies/risk.yaml")),
    CodePage(
      .notUTF8,
      rule: "A policy is UTF-8 text.",
      why: "In another encoding the same bytes are other letters, so a key in Redis would silently be another key.",
      wrong: .command("iconv -f UTF-8 -t UTF-16 policy.yaml | host validate -"),
      right: .command("iconv -f UTF-16 -t UTF-8 policy.yaml | host validate -")),
    CodePage(
      .yamlSyntax,
      rule:
        "A policy is YAML 1.2. Where the text is none, the finding names what was open at that place: a bracket, a quote, an indentation.",
      why: "What cannot be read as YAML has no meaning that could be checked. The fault is often a line above the place where it shows.",
      wrong: .policy(
        """
        policy: demo
        title: Budgets: the first
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        title: "Budgets: the first"
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .limitExceeded,
      rule: "A policy has at most 1 MiB of text, 64 levels of mappings and lists, 50000 nodes with aliases written out, and 100 aliases.",
      why: "A few lines of aliases can stand for billions of nodes. The host must not run out of memory over a file.",
      wrong: .policy(
        """
        policy: demo
        a: &a [x, x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .duplicateKey,
      rule: "A key stands once in a mapping.",
      why: "YAML readers take one of the two and say nothing. Which one would then decide about money.",
      wrong: .policy(
        """
        policy: demo
        every: 10s
        every: 20s
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 20s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .keyNotText,
      rule: "A key is plain text, not a list or a mapping.",
      why: "Every key of a policy is a word or a name. YAML allows more, mostly by a `?` or a bracket that nobody meant.",
      wrong: .policy(
        """
        policy: demo
        params:
          ? [a, b]
          : 1
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        params:
          a: 1
          b: 1
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .unknownAlias,
      rule: "An alias (`*name`) repeats what stands at an anchor (`&name`) before it in the same file.",
      why: "Without the anchor there is nothing to repeat.",
      wrong: .policy(
        """
        policy: demo
        title: &pace 10s
        every: *pase
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        title: &pace 10s
        every: *pace
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .severalDocuments,
      rule: "A file is one policy: `---` does not begin a second one.",
      why: "A policy is named by its file. A second one behind the first would be checked or run only by chance.",
      wrong: .policy(
        """
        policy: one
        sinks: {out: {type: console, fields: {at: now}}}
        ---
        policy: two
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: one
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .mergeFault,
      rule: "The merge key `<<` takes a mapping, or a list of mappings.",
      why: "It copies keys into the mapping that it stands in, and a number or a text has none.",
      wrong: .policy(
        """
        policy: demo
        params:
          <<: 5
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        params:
          a: &wide {value: 5, range: [0, 10]}
          b: {<<: *wide, value: 6}
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .tagRefused,
      rule: "A policy has no use for YAML's tags, such as `!!str`.",
      why: "The place of a value decides its type, so a tag could only contradict it.",
      wrong: .policy(
        """
        policy: demo
        every: !!str 10s
        sinks: {out: {type: console, fields: {at: now}}}
        """),
      right: .policy(
        """
        policy: demo
        every: 10s
        sinks: {out: {type: console, fields: {at: now}}}
        """)),
    CodePage(
      .nothingToCheck,
      rule: """
        A folder or a pattern that is to be checked holds a policy. A folder stands for its own `*.yaml` and `*.yml` files, without hidden ones, \
        without `*_test.yaml`, and without those of folders in it.
        """,
      why: "A check of nothing succeeds. When a folder moves, CI would stay green and check nothing, so this ends with 2.",
      wrong: .command("host validate docs/"),
      right: .command("host validate policies/")),
    CodePage(
      .otherKindOfFile,
      rule: """
        A command gets a file of the kind that it takes: `host validate` and all that run a policy a policy, `host test` a file of tests, \
        `host demo` a policy with a world beside it. The words at the top of a file tell which it is.
        """,
      why: "Every field of the other kind would be unknown here. One finding says what happened; a hundred would hide it.",
      wrong: .command("host validate policies/tests/risk_test.yaml"),
      right: .command("host test policies/tests/risk_test.yaml")),
  ]
}
