// Rules about how a text is typed, variables, and keys that follow other sources. Each page stands alone.
extension CodePage {
  static let ofSlips: [CodePage] = [
    CodePage(
      .typographicQuote,
      rule: "Quotes of YAML are straight: `\"` or `'`.",
      why: "Word processors and chat programs turn quotes round. To YAML the round ones are letters, and the value would hold them.",
      wrong: .policy("policy: demo\nparams: {region: “eu”}\nsinks: {out: {type: console, fields: {region: region}}}"),
      right: .policy("policy: demo\nparams: {region: \"eu\"}\nsinks: {out: {type: console, fields: {region: region}}}")),
    CodePage(
      .strangeSpace,
      rule: "Blanks are plain ones.",
      why:
        "A no-break space, as web pages have them, looks like a blank and is a letter to YAML: the key `every` with one before it is another key.",
      wrong: .policy("policy: demo\n\u{A0}every: 10s\nsinks: {out: {type: console, fields: {at: now}}}"),
      right: .policy("policy: demo\nevery: 10s\nsinks: {out: {type: console, fields: {at: now}}}")),
    CodePage(
      .bareVariable,
      rule: "A variable is written `${NAME}`; `$NAME` is text. A dollar sign that is meant is written `$$`.",
      why: "Shells and Compose take both forms, so one who writes `$NAME` mostly expects a value, and would get a key that nobody writes.",
      wrong: .policy("policy: demo\nparams: {region: $REGION}\nsinks: {out: {type: console, fields: {region: region}}}"),
      right: .policy(
        "policy: demo\nparams: {region: \"${REGION:-eu}\"}\nsinks: {out: {type: console, fields: {region: region}}}")),
    CodePage(
      .misplacedField,
      rule: "A field stands at the indentation of the mapping that it belongs to.",
      why: "Two blanks more or less move a field into another mapping. It would be missing where it is wanted and unknown where it stands.",
      wrong: .policy("policy: demo\nsinks:\n  out:\n    type: console\n  fields: {at: now}"),
      right: .policy("policy: demo\nsinks:\n  out:\n    type: console\n    fields: {at: now}")),
    CodePage(
      .unitTwice,
      rule: "A duration takes its unit from one place: the policy, or the variable.",
      why: "With `${EVERY:-10}s` a variable of `5m` makes `5ms`: a good duration, and five milliseconds instead of five minutes.",
      wrong: .policy(
        "policy: demo\nevery: ${EVERY:-10}s\nsinks: {out: {type: console, fields: {at: now}}}", environment: ["EVERY": "5m"]),
      right: .policy(
        "policy: demo\nevery: ${EVERY:-10}s\nsinks: {out: {type: console, fields: {at: now}}}", environment: ["EVERY": "300"])),
  ]
}
