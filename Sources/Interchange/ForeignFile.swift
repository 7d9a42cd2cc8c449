import Foundation
import Glibc

/// Reads the results of other harnesses.
package enum ForeignFile {
  /// Larger files are taken for a mistake: as values, JSON takes some fifty times its size.
  private static let mostBytes = 1 << 26

  /// - Parameters:
  ///   - path: A file, or a folder that Criterion.rs wrote or that holds such a one.
  ///   - harness: What wrote it; told from the content when `nil`.
  ///   - criterionBaseline: Criterion's name for the results to read.
  /// - Throws: `ForeignFileError`; nothing is read by half.
  /// - Complexity: O(*n*) in the size of the files.
  package static func read(
    _ path: String, as harness: Harness? = nil, criterionBaseline: String = "new"
  ) throws(ForeignFileError) -> ForeignResults {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ForeignFileError(file: path, "it cannot be read: \(reason(errno)).")
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      guard harness == nil || harness == .criterion else {
        throw ForeignFileError(
          file: path, "it is a folder; \(harness?.title ?? "") writes a file. Name that file.")
      }
      return try CriterionFolder.results(in: path, baseline: criterionBaseline)
    }
    var results = try results(in: content(of: path), file: path, as: harness)
    results.fileDate = ForeignDate.utc(
      Date(timeIntervalSince1970: TimeInterval(status.st_mtim.tv_sec)))
    return results
  }

  /// - Parameter file: The path, for the words of errors.
  package static func results(
    in bytes: Data, file: String, as harness: Harness? = nil
  ) throws(ForeignFileError) -> ForeignResults {
    let root = try ForeignNode(parsing: bytes, file: file)
    let writer: Harness
    if let harness { writer = harness } else { writer = try detected(root) }
    let results =
      switch writer {
      case .hyperfine: try HyperfineFile.results(in: root)
      case .googleBenchmark: try GoogleBenchmarkFile.results(in: root)
      case .jmh: try JMHFile.results(in: root)
      case .packageBenchmark: try PackageBenchmarkFile.results(in: root)
      case .pytestBenchmark: try PytestBenchmarkFile.results(in: root)
      case .criterion:
        throw ForeignFileError(
          file: file, "Criterion.rs writes several files. Name their folder, target/criterion.")
      }
    guard !results.benchmarks.isEmpty else {
      throw ForeignFileError(
        file: file, "no benchmark is in it: \(writer.title) was told to run none.")
    }
    var known: Set<ForeignBenchmark.Identity> = []
    for benchmark in results.benchmarks where !known.insert(benchmark.identity).inserted {
      throw ForeignFileError(
        file: file, "'\(benchmark.title)' is there twice. Write each run to a file of its own.")
    }
    return results
  }

  private static func detected(_ root: ForeignNode) throws(ForeignFileError) -> Harness {
    if PytestBenchmarkFile.recognizes(root) { return .pytestBenchmark }
    if PackageBenchmarkFile.recognizes(root) { return .packageBenchmark }
    if GoogleBenchmarkFile.recognizes(root) { return .googleBenchmark }
    if HyperfineFile.recognizes(root) { return .hyperfine }
    if JMHFile.recognizes(root) { return .jmh }
    let known = Harness.allCases.map(\.title).joined(separator: ", ")
    let found =
      if let names = root.memberNames {
        names.isEmpty
          ? "an object without fields"
          : "an object with the fields "
            + names.prefix(8).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
      } else {
        root.isArray ? "an array of something else" : "a single value"
      }
    throw ForeignFileError(
      file: root.file, "expected results of one of \(known); found \(found).")
  }

  static func content(of path: String) throws(ForeignFileError) -> Data {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw ForeignFileError(file: path, "it cannot be read: \(reason(errno)).")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) != 0 || status.st_size <= mostBytes else { throw tooLarge(path) }
    var content = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw ForeignFileError(file: path, "it cannot be read: \(reason(errno)).")
      }
      if count == 0 { return content }
      content.append(contentsOf: chunk[..<count])
      guard content.count <= mostBytes else { throw tooLarge(path) }
    }
  }

  private static func tooLarge(_ path: String) -> ForeignFileError {
    ForeignFileError(
      file: path,
      "it is larger than \(mostBytes >> 20) MiB. Write its benchmarks to several files, and import them "
        + "one by one.")
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
