import Foundation
import Testing

/// What ARCHITECTURE.md says about who knows whom, and about files that exist.
@Suite struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let ours: Set = [
    "ActorRuntime", "Baselines", "BenchModel", "BenchTool", "Benchmarking", "CBench", "CElfUtils",
    "CProfiling", "CZlib", "CZstd", "ChainSync", "FlameGraph", "Interchange", "Profiling",
    "Reports", "StackFormats", "Statistics", "Suites", "Verdicts",
  ]

  /// The modules of ours that the files below a folder import.
  private func imports(below folder: String) throws -> Set<String> {
    let files = try #require(
      FileManager.default.enumerator(
        at: Self.root.appendingPathComponent(folder), includingPropertiesForKeys: nil))
    var imported: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        if let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count {
          imported.insert(String(words[index + 1]))
        }
      }
    }
    #expect(!imported.isEmpty || folder == "Sources/BenchModel")
    return imported.intersection(Self.ours)
  }

  @Test(
    arguments: [
      ("Sources/BenchModel", []),
      ("Sources/Statistics", ["BenchModel"]),
      ("Sources/Benchmarking", ["BenchModel", "CBench"]),
      ("Sources/Verdicts", ["BenchModel", "Statistics"]),
      ("Sources/Baselines", ["BenchModel"]),
      ("Sources/Interchange", ["BenchModel", "Statistics"]),
      ("Sources/StackFormats", ["BenchModel", "CZlib"]),
      ("Sources/FlameGraph", ["BenchModel"]),
      ("Sources/Profiling", ["BenchModel", "CBench", "CElfUtils", "CProfiling", "CZstd"]),
      ("Sources/Reports", ["BenchModel", "Statistics", "Verdicts"]),
      (
        "Sources/BenchTool",
        [
          "Baselines", "BenchModel", "Benchmarking", "CBench", "FlameGraph", "Interchange",
          "Profiling", "Reports", "StackFormats", "Statistics", "Verdicts",
        ]
      ),
      ("Sources/ActorRuntime", []),
      ("Sources/ChainSync", []),
      ("Sources/bench", ["BenchTool", "Suites"]),
      ("Benchmarks", ["ActorRuntime", "Benchmarking", "ChainSync"]),
    ] as [(String, Set<String>)])
  func `a module imports what the graph allows, and nothing else of ours`(
    folder: String, allowed: Set<String>
  ) throws {
    #expect(try imports(below: folder).subtracting(allowed) == [])
  }

  /// A path in back quotes with a slash, or a link's target.
  @Test(arguments: ["README.md", "ARCHITECTURE.md", "METHODOLOGY.md", "CONTRIBUTING.md"])
  func `files that a document names exist`(document: String) throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent(document), encoding: .utf8)
    let pattern =
      /`((?:Sources|Tests|Benchmarks|docs|scripts|baselines|flamegraphs)\/[\w.\/+=-]*)`|\]\(([\w.\/+=-]+)\)/
    for match in text.matches(of: pattern) {
      let path = String(match.1 ?? match.2!)
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(path).path),
        "\(document) names \(path)")
    }
  }
}
