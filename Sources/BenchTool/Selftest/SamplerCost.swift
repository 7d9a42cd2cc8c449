import Foundation
import Profiling
import Reports

/// What the sampler inside takes, by the tool's own comparison: a build against itself that samples
/// itself meanwhile.
struct SamplerCost {
  let layouts: [WorkerProgram]
  let work: WorkFolder

  /// Some twenty interruptions. Of samples as short as usual only one in ten would have one, and the
  /// median over blocks would pass over those.
  static let sampleSeconds = 0.02

  static func trial(_ unwinding: Profiler.Unwinding) -> String { "sampled-\(unwinding.rawValue)" }

  /// The build, sampled in all that its workers do, at the usual rate.
  func sampled(_ unwinding: Profiler.Unwinding) -> [WorkerProgram] {
    layouts.map { program in
      var program = program
      program.environment = LaunchProfile.environment(
        writingTo: "\(work.path)/sampled-%p.data", Profiler.Options(unwinding: unwinding))
      return program
    }
  }

  /// A sentence for each way of unwinding that was tried.
  static func sentences(on gates: [SelftestGate]) -> [String] {
    Profiler.Unwinding.allCases.compactMap { unwinding in
      let changes = gates.filter { $0.trial == trial(unwinding) }.flatMap(\.findings)
        .compactMap(\.change).sorted()
      guard !changes.isEmpty else { return nil }
      let shown = [changes[changes.count / 2], changes.first!, changes.last!]
        .map(UnitFormatter().change)
      return """
        Sampling from inside by \(unwinding.rawValue) changed times by \(shown[0]) in the middle of \
        \(changes.count) comparisons, from \(shown[1]) to \(shown[2]).
        """
    }
  }
}
