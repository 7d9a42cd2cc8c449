import Baselines
import BenchModel
import Foundation
import Statistics
import Verdicts

/// Runs the executables of both sides against each other, from pools of layouts to raw units.
struct Lockstep {
  let base: (path: String, kit: LinkKit?)
  /// The build in hand, and where its objects may be collected.
  let candidate: String
  let variesLayouts: Bool
  let work: WorkFolder
  let benchmarks: [BenchmarkDescription]
  let settings: LockstepSettings
  let policy: Policy
  let progress: LockstepProgress

  struct Outcome {
    let comparisons: [BenchmarkComparison]
    /// What a reader should know of how it was measured.
    let warnings: [String]
  }

  func run() async throws -> Outcome {
    let (base, candidate, warnings) = try await pools()
    let driver = LockstepDriver(
      benchmarks: benchmarks, base: base, candidate: candidate, settings: settings,
      policy: policy, progress: progress)
    let comparisons = try await driver.run()
    progress.end()
    return Outcome(comparisons: comparisons, warnings: warnings)
  }

  /// Both sides get new layouts, or neither: one side alone would be linked by another linker.
  private func pools() async throws -> (LayoutPool, LayoutPool, [String]) {
    let baseFolder = try work.side("b")
    let candidateFolder = try work.side("c")
    var warnings: [String] = []
    if variesLayouts {
      do throws(LinkKitError) {
        guard let baseKit = base.kit else { throw .notThere("the baseline") }
        let kit = try LinkKit.collect(of: candidate, into: "\(work.path)/kit")
        let linkers = try await LayoutLinker.pair(
          base: (baseKit, folder: baseFolder), candidate: (kit, folder: candidateFolder))
        return (LayoutPool(linking: linkers.base), LayoutPool(linking: linkers.candidate), [])
      } catch {
        warnings.append(
          """
          Each side was measured in one layout of its code only, so where the linker happened to \
          place a function is part of every difference. \(error.description)
          """)
      }
    }
    // Copies, so that both lie in folders of one length and a build cannot replace them meanwhile.
    let basePath = "\(baseFolder)/as-built"
    let candidatePath = "\(candidateFolder)/as-built"
    try FileManager.default.copyItem(atPath: base.path, toPath: basePath)
    try FileManager.default.copyItem(atPath: candidate, toPath: candidatePath)
    return (
      LayoutPool(asBuilt: basePath),
      LayoutPool(asBuilt: candidatePath), warnings
    )
  }
}
