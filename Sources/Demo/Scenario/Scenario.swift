import Diagnostics
import Policy

/// The world of a demo as a file describes it: producers, entities, outages.
struct Scenario: Sendable {
  /// A hash that a producer writes.
  struct Hash: Sendable {
    let key: String
    let onlyOpen: Bool
    let fields: [Named<Signal>]
    let outage: Outage?

    static let schema = Schema(
      .required("key", .text, "The key; `{entity}` in it makes one hash for each entity."),
      .optional("only_open", .boolean, default: false, "Whether only entities with a position have one."),
      .required("fields", .map(.signal, of: "`fields`"), "The fields, and how each moves."),
      .optional("outage", Outage.schema.type(named: "`outage`"), "When the producer is silent."),
      make: Hash.init)
  }

  /// The entities, and how many are open.
  struct Entities: Sendable {
    let names: [String]
    let open: Interval
    let changeEvery: Double

    static let schema = Schema(
      .required("names", .list(.text, of: "`names`"), "All entities."),
      .required("open", .interval, "How many are open at once."),
      .optional("change_every", .duration(), default: 5, shown: "5s", "How often one opens or closes."),
      make: Entities.init)
  }

  /// A metrics endpoint.
  struct Metrics: Sendable {
    let series: [Named<Signal>]
    let outage: Outage?

    static let schema = Schema(
      .required("series", .map(.signal, of: "`series`"), "The series, and how each moves."),
      .optional("outage", Outage.schema.type(named: "`outage`"), "When the endpoint answers with an error."),
      make: Metrics.init)
  }

  let name: String
  let environment: [Named<String>]
  let entities: Entities?
  let hashes: [Named<Hash>]
  let metrics: Metrics?
  let show: [String]

  static let schema = Schema(
    .required("demo", .text, "The policy that the world is for."),
    .optional("environment", .map(.text, of: "`environment`"), default: [], "Variables of the policy."),
    .optional("entities", Entities.schema.type(named: "`entities`"), "The entities."),
    .optional("hashes", .map(Hash.schema.type(named: "a hash"), of: "`hashes`"), default: [], "Hashes that producers write."),
    .optional("metrics", Metrics.schema.type(named: "`metrics`"), "A metrics endpoint."),
    .optional("show", .list(.text, of: "`show`"), default: [], "The values that the table shows; none is all."),
    make: Scenario.init)
}
