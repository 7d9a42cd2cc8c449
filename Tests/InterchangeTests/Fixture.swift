import Foundation
import Interchange
import Testing

/// Files beside the tests.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func content(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try content(name), as: UTF8.self)
  }

  /// The files of single harnesses, and what wrote them.
  static let files: [(name: String, harness: Harness)] = [
    ("hyperfine/commands.json", .hyperfine),
    ("google-benchmark/sums.json", .googleBenchmark),
    ("jmh/sums.json", .jmh),
    ("package-benchmark/results.json", .packageBenchmark),
    ("pytest-benchmark/sums.json", .pytestBenchmark),
  ]

  static func read(_ text: String) throws(ForeignFileError) -> ForeignResults {
    try ForeignFile.results(in: Data(text.utf8), file: "some.json")
  }

  /// What reading a text complains of.
  static func complaint(about text: String) -> String {
    do {
      _ = try read(text)
      return "nothing"
    } catch {
      return error.description
    }
  }
}

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = "\(FileManager.default.temporaryDirectory.path)/interchange-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
