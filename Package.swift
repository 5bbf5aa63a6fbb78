// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is built with: Swift 6, imports that say how far they reach, and no warning.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

extension Target {
  /// A library target of ours.
  static func room(_ name: String, _ dependencies: [Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
  }

  /// The tests of a target.
  static func tests(of name: String, _ dependencies: [Dependency] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
  }
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")

let package = Package(
  name: "governor",
  products: [
    .executable(name: "host", targets: ["Host"]),
    .library(name: "HostKit", targets: ["HostKit", "Governor", "Policy", "Diagnostics", "Simulation", "Sources", "Sinks"]),
    .library(name: "GovernorTesting", targets: ["GovernorTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
  ],
  targets: [
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // Declarations that the headers of the C library hide from Swift.
    .systemLibrary(name: "CSpawn"),
    .room("Diagnostics"),
    .room("Policy", ["Diagnostics", "CYAML"]),
    .room("Governor", ["Policy", "Diagnostics"]),
    .room("GovernorTesting", ["Governor", "Policy", "Diagnostics"]),
    .room("Blocking"),
    .room("Redis", ["Blocking", "CHiredis"]),
    .room("HTTPFetch", ["Blocking", "CCurl"]),
    .room("ChildProcess", ["Blocking", "Diagnostics", "CSpawn"]),
    .room("ExecBinding", ["ChildProcess", "Governor", "Policy", "Diagnostics"]),
    .room("RedisBinding", ["Governor", "Policy", "Diagnostics", "Redis"]),
    .room("Sources", ["Governor", "Policy", "Diagnostics", "Redis", "RedisBinding", "HTTPFetch", "ChildProcess", "ExecBinding"]),
    .room("Sinks", ["Governor", "Policy", "Diagnostics", "Redis", "RedisBinding", "ChildProcess", "ExecBinding"]),
    .room("Exposition", ["Governor", "Policy", "CZlib"]),
    .room("Simulation", ["Governor", "Policy", "Diagnostics"]),
    .room("API", ["Governor", "Policy", "Diagnostics", hummingbirdCore, logging, lifecycle, nio, nioHTTP, nioPosix]),
    .room(
      "HostKit",
      ["API", "Blocking", "Governor", "Policy", "Diagnostics", "Simulation", "Exposition", arguments, logging, lifecycle, signals]),
    .room("Sandbox", [hummingbird, logging, lifecycle, nio]),
    .room("Demo", ["HostKit", "Governor", "Policy", "Diagnostics", "Redis", "Sandbox", arguments, lifecycle, signals]),
    .executableTarget(name: "Host", dependencies: ["HostKit", "Governor", "Sources", "Sinks", "Demo"], swiftSettings: settings),
    // What the tests of several targets need; no product holds it.
    .target(name: "TestSupport", dependencies: ["Redis", "Sandbox"], path: "Tests/TestSupport", swiftSettings: settings),
    .tests(of: "Diagnostics", ["TestSupport"]),
    // The policies under Golden and Accepted are read where they lie, so that a recording run can write them.
    .testTarget(
      name: "PolicyTests", dependencies: ["Policy", "Diagnostics", "Governor", "Sources", "Sinks", "TestSupport"],
      exclude: ["Golden", "Accepted"],
      swiftSettings: settings),
    .tests(of: "Governor", ["GovernorTesting", "Policy", "Diagnostics", "Sources", "Sinks", "TestSupport"]),
    .tests(of: "Sources", ["GovernorTesting", "Governor", "Policy", "Redis", "Sandbox", "TestSupport"]),
    .tests(of: "Sinks", ["GovernorTesting", "Governor", "Policy", "Sources", "Redis", "Sandbox", "TestSupport"]),
    .tests(of: "Redis", ["Blocking", "Sandbox"]),
    .tests(of: "HTTPFetch", ["TestSupport"]),
    .tests(of: "ChildProcess", ["Diagnostics"]),
    .tests(of: "Exposition", ["Governor", "GovernorTesting", "Policy", "CZlib", "Sources", "Sinks", "Sandbox"]),
    .tests(of: "Simulation", ["Governor", "Policy", "Diagnostics", "Sources", "Sinks"]),
    .tests(of: "API", ["Diagnostics", "Governor", "GovernorTesting", "Policy", "TestSupport", logging, lifecycle]),
    .tests(of: "HostKit", ["Diagnostics", "Exposition", "Governor", "GovernorTesting", "Policy", logging]),
    .tests(of: "Demo", ["Diagnostics", "Policy"]),
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["Host", "Governor", "Policy", "Diagnostics", "Redis", "Sandbox", "Sources", "Sinks", "TestSupport"],
      exclude: ["Vectors"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
