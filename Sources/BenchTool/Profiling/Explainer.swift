import BenchModel
import FlameGraph
import Foundation
import Profiling
import Reports
import Verdicts

/// From red to cause: profiles both executables in what regressed, and draws the difference.
struct Explainer {
  let base: String
  let candidate: String
  let folder: PictureFolder
  let profiler: BenchmarkProfiler

  /// A run of many regressions has one cause more often than many.
  private static let mostBenchmarks = 3

  /// The benchmarks that regressed in what decides, the largest change first.
  static func regressed(in verdict: SuiteVerdict) -> [BenchmarkName] {
    var seen: Set<BenchmarkName> = []
    return verdict.verdicts.filter { $0.verdict == .regressed && $0.isGating }
      .sorted { ($0.effect?.point ?? 0) > ($1.effect?.point ?? 0) }
      .map(\.benchmark).filter { seen.insert($0).inserted }
  }

  /// - Returns: What could be explained, and sentences on what could not.
  func explain(
    _ verdict: SuiteVerdict
  ) async -> (explanations: [ChangedFunctions], warnings: [String]) {
    let all = Self.regressed(in: verdict)
    var explanations: [ChangedFunctions] = []
    var warnings: [String] = []
    for name in all.prefix(Self.mostBenchmarks) {
      do {
        explanations.append(try await explain(name))
      } catch {
        let reason = (error as? BenchmarkFailure)?.message ?? "\(error)"
        warnings.append("Where the time of \(name) went could not be found out: \(reason)")
      }
    }
    if all.count > Self.mostBenchmarks {
      warnings.append(
        """
        The \(Self.mostBenchmarks) largest of \(all.count) regressions were profiled; \
        'bench profile' shows the others.
        """)
    }
    return (explanations, warnings)
  }

  private func explain(_ name: BenchmarkName) async throws -> ChangedFunctions {
    StandardError.say("Profiling both sides of \(name).")
    let before = try await profiler.profile(name, in: WorkerProgram(executable: base))
    let after = try await profiler.profile(name, in: WorkerProgram(executable: candidate))
    let picture = "\(folder.path)/\(PictureFolder.fileName(of: "\(name)-change")).svg"
    let difference = try DifferentialTree(before: before.tree, after: after.tree)
    let command = (["bench"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
    try folder.write(
      DifferentialPicture(
        of: difference, before: before.provenance, after: after.provenance, command: command
      ).svg(), to: picture)
    return try FunctionFacts.changes(
      from: before, to: after, benchmark: "\(name)", picture: picture)
  }
}
