import Diagnostics

/// A fallback that moves an output the risky way: what it gives makes the output more dangerous than the data may have made it.
///
/// It follows the formula with the data in one run and the fallback in the other. A `default` is judged by each value that the field may
/// have; what the formula itself puts in the place of a missing value is judged as a whole: it is the policy's own word, and only worth a
/// warning where it is the riskiest that there is.
struct RiskyFallback {
  private let policy: CheckedPolicy
  private let base: [Register: Drift]
  private var found: [Diagnostic] = []
  /// Steps that all analyses together may take to look again under conditions.
  private var budget = 2_000_000

  init(_ policy: CheckedPolicy) {
    self.policy = policy
    base = policy.inputDrifts
  }

  func findings() -> [Diagnostic] {
    var copy = self
    for risk in policy.risks {
      for register in risk.registers {
        let inputs = policy.program.inputs(of: register)
        for source in policy.sources { copy.judge(source, Output(risk: risk, register: register, inputs: inputs)) }
      }
    }
    return copy.found
  }

  /// An output and the inputs that it depends on.
  struct Output {
    let risk: Risk
    let register: Register
    let inputs: Set<Register>
  }

  private mutating func judge(_ source: SourceDeclaration, _ output: Output) {
    let fields = source.fields.indices.filter { output.inputs.contains(source.registers[$0]) }
    guard !fields.isEmpty else { return }
    for index in fields {
      let field = source.fields[index]
      switch field.absence {
      case .required: break
      case .missing: judge(missing: [index], of: source, output, at: field.span, "`\(source.name).\(field.name)`")
      case .value(let constant): judge(constant, for: index, of: source, output, at: field.defaultSpan ?? field.span)
      }
    }
    // A list for all causes stands in one place and is judged once.
    var seen: Set<SourceSpan> = []
    for cause in Cause.allCases {
      let steps = source.fallback[cause]
      guard let end = steps.last, let place = source.fallback.span(of: steps.count - 1, for: cause), seen.insert(place).inserted else {
        continue
      }
      switch end {
      case .withhold, .lastKnownGood: continue
      case .missing: judge(missing: fields, of: source, output, at: place, "`\(source.name)`")
      case .values(let values):
        // What the `default` leaves out may leave no output to be risky.
        let leftOut = source.registers.indices.filter { values[$0] == nil }.map { source.registers[$0] }
        guard !Absence(of: leftOut, in: policy.program).certain.contains(output.register) else { continue }
        for index in fields {
          guard let constant = values[index] else { continue }
          judge(constant, for: index, of: source, output, at: source.fallback.span(ofValueFor: index, in: cause) ?? place)
        }
        let rest = fields.filter { values[$0] == nil }
        if !rest.isEmpty {
          let names = NameList.text(rest.map { "\(source.name).\(source.fields[$0].name)" })
          judge(missing: rest, of: source, output, at: place, names)
        }
      }
    }
  }

  private mutating func judge(
    _ constant: Constant, for index: Int, of source: SourceDeclaration, _ output: Output, at span: SourceSpan
  ) {
    let field = source.fields[index]
    let register = source.registers[index]
    let verdicts = Replacement(field).drifts(by: constant).map { drift in
      Verdict(run(base.merging([register: drift.drift]) { $1 }, output), output, isAbove: drift.isAbove)
    }
    guard let worst = verdicts.filter(\.isRisky).min(by: { !$0.isUnknown && $1.isUnknown }) else { return }
    let words = RiskyFallbackWords(policy, source, field, output)
    found.append(words.finding(constant, verdicts, worst, at: span))
  }

  private mutating func judge(
    missing fields: [Int], of source: SourceDeclaration, _ output: Output, at span: SourceSpan, _ what: String
  ) {
    var drifts = base
    for index in fields { drifts[source.registers[index]] = Replacement(source.fields[index]).vanishing }
    let verdict = Verdict(run(drifts, output), output, isAbove: nil)
    guard verdict.isRisky, !verdict.isUnknown else { return }
    found.append(RiskyFallbackWords(policy, source, nil, output).finding(missing: what, verdict, at: span))
  }

  private mutating func run(_ drifts: [Register: Drift], _ output: Output) -> DriftAnalysis {
    let analysis = DriftAnalysis(policy.program, inputs: drifts, budget: min(budget, 100_000))
    budget -= min(budget, 100_000) - max(0, analysis.budget)
    return analysis
  }
}
