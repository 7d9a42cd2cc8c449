import BenchModel
import Foundation
import Reports
import Verdicts

/// Carries out the search for the commit that slowed a benchmark: builds commits, and measures them
/// in lockstep.
struct BisectDriver {
  let benchmark: BenchmarkName
  /// The good one first, the bad one last.
  let commits: [String]
  let finder: BaseFinder
  let worktree: GitWorktree
  let settings: LockstepSettings
  let errorRate: Double
  let margin: Double
  let work: WorkFolder
  let progress: LockstepProgress

  private struct Executable {
    let path: String
    let kit: LinkKit?
  }

  /// - Throws: `BenchmarkComparison.Failure` when the benchmark fails.
  func run() async throws -> BisectReport {
    var search = CommitSearch(
      commits: commits.count, margin: margin, errorRate: errorRate, mostPairs: settings.mostPairs)
    var executables: [Int: Executable] = [:]
    var steps: [BisectReport.Step] = []
    while true {
      switch search.next {
      case .ended(let answer, let suspects):
        return BisectReport(
          benchmark: benchmark, answer: answer,
          suspects: suspects.map { Array(commits[$0]) } ?? [], errorRate: errorRate, steps: steps)
      case .measure(let commit, let base, var trial):
        for needed in [base, commit] where executables[needed] == nil {
          executables[needed] = try await executable(
            of: commits[needed], isNeeded: needed == 0 || needed == commits.count - 1)
        }
        guard let before = executables[base], let after = executables[commit] else {
          search.passOver()
          steps.append(try await step(commit, against: base, nil, number: steps.count))
          continue
        }
        try await measure(before, after, number: steps.count, &trial)
        steps.append(try await step(commit, against: base, trial, number: steps.count))
        search.take(trial)
      }
    }
  }

  /// - Parameter isNeeded: Whether the search cannot do without it.
  /// - Returns: `nil` when the commit does not build, or has no such benchmark.
  private func executable(of commit: String, isNeeded: Bool) async throws -> Executable? {
    do {
      let base = try await finder.commit(commit)
      guard base.benchmarks.contains(benchmark) else {
        throw BisectError.noBenchmark(benchmark, commit: commit)
      }
      guard case .executable(let path, let kit, _) = base.evidence else {
        preconditionFailure("what was built can be run")
      }
      return Executable(path: path, kit: kit)
    } catch {
      let isOfCommit =
        error is GitWorktreeError || error is BaseFinderError || error is BisectError
      guard isOfCommit, !isNeeded else { throw error }
      return nil
    }
  }

  private func measure(
    _ base: Executable, _ candidate: Executable, number: Int, _ trial: inout ThresholdTrial
  ) async throws {
    var settings = settings
    settings.seed &+= UInt64(number)
    let pools = try await pools(base, candidate)
    var lockstep = SingleLockstep(
      benchmark, base: pools.base, candidate: pools.candidate, settings: settings)
    while trial.decision == .goOn {
      progress.willMeasure(
        benchmark, pair: trial.pairs, stage: .first, arm: .comparison, left: 0)
      trial.add(try await lockstep.next())
    }
    progress.end()
  }

  /// Both get new layouts, or neither, as in a comparison.
  private func pools(
    _ base: Executable, _ candidate: Executable
  ) async throws -> (base: LayoutPool, candidate: LayoutPool) {
    guard let baseKit = base.kit, let kit = candidate.kit else {
      return (LayoutPool(asBuilt: base.path), LayoutPool(asBuilt: candidate.path))
    }
    let linkers = try await LayoutLinker.pair(
      base: (baseKit, folder: work.side("b")), candidate: (kit, folder: work.side("c")))
    return (LayoutPool(linking: linkers.base), LayoutPool(linking: linkers.candidate))
  }

  /// - Parameter trial: `nil` for what could not be tested.
  private func step(
    _ commit: Int, against base: Int, _ trial: ThresholdTrial?, number: Int
  ) async throws -> BisectReport.Step {
    let decision: BisectReport.Step.Decision =
      switch trial?.decision {
      case nil: .untestable
      case .above: .slow
      case .below: .fast
      case .goOn, .undecided: .undecided
      }
    let step = BisectReport.Step(
      commit: commits[commit], summary: try await worktree.summary(of: commits[commit]),
      base: base == 0 ? "the good one" : "the one before", decision: decision,
      change: trial?.change(seed: settings.seed &+ UInt64(number)), pairs: trial?.pairs ?? 0)
    progress.say(BisectText.line(on: step))
    return step
  }
}

enum BisectError: Error, CustomStringConvertible {
  case noBenchmark(BenchmarkName, commit: String)

  var description: String {
    switch self {
    case .noBenchmark(let name, let commit):
      """
      The commit \(commit.prefix(10)) has no benchmark '\(name)'. Both ends must have it: choose \
      others, or look with 'bench history' since when there is one.
      """
    }
  }
}
