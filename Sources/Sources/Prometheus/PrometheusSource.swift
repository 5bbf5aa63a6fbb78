internal import Diagnostics
public import Governor
internal import HTTPFetch
public import Policy
internal import Synchronization

/// Scrapes a Prometheus endpoint once a tick and takes single series from it.
public struct PrometheusSource: SourcePlugin {
  /// The word behind `type:`.
  public static let type = "prometheus"
  /// For the reference.
  public static let summary = "Scrapes a Prometheus text endpoint over HTTP, once a tick, and takes the series that are named."
  /// The configuration.
  public static let schema = Schema(
    .required(
      "url", FieldType<String>.secret.mapped { url in try PrometheusSource.check(url) }.located,
      "The address of the endpoint, `http` or `https`."),
    .required(
      "metrics", .entries(metricSchema, of: "`metrics`", make: metric),
      "The fields, and the series that gives each. A time that stands behind a value on the page is passed over: the data is as old as the scrape."
    ),
    make: { PrometheusConfiguration(url: Secret($0.value), urlSpan: $0.span, metrics: $1) })
  /// Examples for the reference.
  public static let examples = PluginExamples(
    accepted: [
      PluginExample(
        "one gauge, held to its range",
        """
        type: prometheus
        url: http://localhost:8056/metrics
        metrics:
          load: {name: app_load_normalized, labels: {zone: a}, range: [0, 1], outside: clamp}
        fallback:
          - default: {load: 0.5}
        """)
    ],
    refused: [
      PluginExample(
        "a file is not scraped",
        """
        type: prometheus
        url: file:///etc/passwd
        metrics:
          load: {name: app_load_normalized}
        """)
    ])

  private struct MetricSpec: Sendable {
    let name: String
    let labels: [Named<String>]
    let field: RecordFieldSpec
  }

  private static let metricSchema = Schema(
    .required(
      "name", FieldType<String>.text.mapped { name in try SeriesName.checked(name) },
      "The exact name of the metric, without braces and labels."),
    .optional(
      "labels", .map(.anyText, of: "`labels`", namesAreWords: false, allowsEmpty: true), default: [], shown: "none",
      "All labels of the series, exactly: a series with more or fewer is another one. Values are taken as they stand: `{symbol}` is no placeholder here, for there is one record for each tick, and none for each entity."
    ),
    .group(RecordFieldSpec.numberSchema),
    make: MetricSpec.init)

  private let configuration: PrometheusConfiguration
  private let fetcher: HTTPFetcher

  /// Builds the source. Contacts nothing.
  public init(_ configuration: PrometheusConfiguration, in context: BuildContext) {
    self.configuration = configuration
    fetcher = HTTPFetcher(version: context.version)
  }

  /// One scrape, or the page that another source has fetched in the same round.
  public func read(_ request: ReadRequest) async throws(PluginFault) -> Reading {
    let url = configuration.url.revealed
    let place = HTTPFetch.redacted(url)
    let body = try await page(url, place, request)
    var builder = request.builder(rows: 1)
    do {
      // A body of unknown length may have been cut in the middle of a number; a line end shows that it was not.
      let matches = try PrometheusText.find(
        configuration.metrics.map(\.selector), in: body.bytes, finalNewline: body.isKnownWhole ? .optional : .required)
      for (field, match) in matches.enumerated() {
        switch match {
        case .absent: break
        case .found(let sample): builder.set(sample.value, field: field, row: 0)
        case .duplicate: builder.fault(row: 0, "the series of `\(request.fields[field].name)` stands there more than once")
        }
      }
    } catch {
      throw PluginFault(.invalid, place: place, message: "line \(error.line): \(error.message)")
    }
    return Reading(records: builder.finish())
  }

  private func page(_ url: String, _ place: String, _ request: ReadRequest) async throws(PluginFault) -> HTTPBody {
    let shared = await request.round.value(SharedPage.Key(url: url)) { SharedPage() }
    let isOwn = Mutex(false)
    while true {
      let result = await shared.body(until: request.deadline) { [fetcher] in
        isOwn.withLock { $0 = true }
        do throws(HTTPError) {
          // It ends when nobody waits for it any more.
          return .success(try await fetcher.get(url, timeout: .seconds(86_400)))
        } catch {
          return .failure(error)
        }
      }
      switch result {
      case nil: throw PluginFault(.unreachable, place: place, message: Task.isCancelled ? "was cancelled" : "did not answer in time")
      case .success(let body): return body
      // The source that fetched was closed, and this one was not.
      case .failure(let error) where error.kind == .cancelled && !isOwn.withLock({ $0 }): continue
      case .failure(let error):
        // The message begins with the place, which the fault says already.
        let message =
          error.message.hasPrefix(place) ? String(error.message.dropFirst(place.count).drop { $0 == ":" || $0 == " " }) : error.message
        throw PluginFault(.unreachable, place: place, message: message)
      }
    }
  }

  /// Ends a scrape that is under way.
  public func close() async {
    fetcher.close()
  }

  private static func check(_ url: String) throws -> String {
    do {
      try HTTPFetch.check(url: url)
    } catch {
      throw FieldFault(error.message, help: URLText.credentialsHelp(url) ?? "write `http://host:port/metrics`")
    }
    return url
  }

  @Sendable private static func metric(_ spec: MetricSpec, _ name: String, _ span: SourceSpan, _ context: LoadContext) -> PrometheusMetric?
  {
    let selector = SeriesSelector(
      name: spec.name, labels: Dictionary(spec.labels.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    guard selector.isValid else {
      context.report(
        Diagnostic(
          .badName, "no series can have the name `\(spec.name.shown())` with these labels", at: span,
          help: "a name is letters, digits, `_` and `:`; a label's name is letters, digits and `_`"))
      return nil
    }
    return spec.field.field(named: name, span: span, context).map { PrometheusMetric(field: $0, selector: selector) }
  }
}
