// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "my-host",
  dependencies: [
    // A package that lives elsewhere names Governor's repository and a version here.
    .package(name: "governor", path: "../..")
  ],
  targets: [
    .executableTarget(name: "MyHost", dependencies: [.product(name: "HostKit", package: "governor")]),
    .testTarget(name: "MyHostTests", dependencies: ["MyHost", .product(name: "GovernorTesting", package: "governor")]),
  ],
  swiftLanguageModes: [.v6]
)
