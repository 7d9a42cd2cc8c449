// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "bench",
  products: [
    .executable(name: "bench", targets: ["bench"]),
    .library(name: "Benchmarking", targets: ["Benchmarking"]),
    .library(name: "BenchTool", targets: ["BenchTool"]),
    .library(name: "Profiling", targets: ["Profiling"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // The tool
    .target(name: "BenchModel"),
    .target(name: "Statistics", dependencies: ["BenchModel"]),
    .target(name: "Verdicts", dependencies: ["BenchModel", "Statistics"]),
    .target(
      name: "Baselines",
      dependencies: [
        "BenchModel", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "Interchange", dependencies: ["BenchModel", "Statistics"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "StackFormats", dependencies: ["BenchModel", "CZlib"]),
    .target(name: "FlameGraph", dependencies: ["BenchModel"]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CElfUtils", providers: [.apt(["libdw-dev"])]),
    .target(name: "CProfiling"),
    .target(name: "CBench"),
    .target(
      name: "Profiling",
      dependencies: ["BenchModel", "CBench", "CElfUtils", "CProfiling", "CZstd"]),
    .target(name: "Benchmarking", dependencies: ["BenchModel", "CBench"]),
    .target(name: "Reports", dependencies: ["BenchModel", "Statistics", "Verdicts"]),
    .target(
      name: "BenchTool",
      dependencies: [
        "Baselines", "BenchModel", "Benchmarking", "CBench", "FlameGraph", "Interchange",
        "Profiling", "Reports", "StackFormats", "Statistics", "Verdicts",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .executableTarget(name: "bench", dependencies: ["BenchTool", "Suites"]),

    // The measured systems, which know nothing of the tool
    .target(name: "ActorRuntime"),
    .systemLibrary(
      name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .target(
      name: "ChainSync",
      dependencies: ["CSecp256k1", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "Suites", dependencies: ["ActorRuntime", "Benchmarking", "ChainSync"],
      path: "Benchmarks"),

    // Tests
    .executableTarget(
      name: "misbehaving-bench", dependencies: ["Benchmarking", "BenchTool"],
      path: "Tests/MisbehavingBench"),
    .target(
      name: "BaselinesTestSupport", dependencies: ["Baselines", "BenchModel"],
      path: "Tests/BaselinesTestSupport"),
    .executableTarget(
      name: "baselines-probe", dependencies: ["Baselines", "BaselinesTestSupport", "BenchModel"],
      path: "Tests/BaselinesProbe"),
    .testTarget(name: "BenchModelTests", dependencies: ["BenchModel"]),
    .testTarget(
      name: "BaselinesTests",
      dependencies: [
        "BenchModel", "Baselines", "BaselinesTestSupport", "baselines-probe",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "InterchangeTests", dependencies: ["BenchModel", "Interchange"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "StackFormatsTests", dependencies: ["BenchModel", "StackFormats"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "FlameGraphTests", dependencies: ["BenchModel", "FlameGraph"], exclude: ["Fixtures"]),
    .target(name: "CInsideProbe", dependencies: ["CBench"], path: "Tests/CInsideProbe"),
    .executableTarget(
      name: "inside-probe", dependencies: ["CBench", "CInsideProbe", "Profiling"],
      path: "Tests/InsideProbe"),
    .testTarget(
      name: "ProfilingTests",
      dependencies: ["BenchModel", "CBench", "CProfiling", "Profiling", "inside-probe"],
      exclude: ["Fixtures"]),
    .testTarget(name: "VerdictsTests", dependencies: ["BenchModel", "Statistics", "Verdicts"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["BenchModel", "Statistics"], exclude: ["Fixtures"]),
    .testTarget(name: "BenchmarkingTests", dependencies: ["Benchmarking", "BenchModel"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["BenchModel", "Reports", "Statistics", "Verdicts"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "BenchToolTests",
      dependencies: [
        "BenchModel", "BenchTool", "Benchmarking", "Profiling", "Reports", "misbehaving-bench",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(name: "ActorRuntimeTests", dependencies: ["ActorRuntime"]),
    .testTarget(name: "ChainSyncTests", dependencies: ["ChainSync"], exclude: ["Fixtures"]),
    .testTarget(
      name: "SuitesTests", dependencies: ["BenchModel", "Benchmarking", "Suites"],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
