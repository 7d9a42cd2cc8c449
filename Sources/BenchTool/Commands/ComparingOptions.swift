import ArgumentParser
import BenchModel
import Verdicts

struct ComparingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Compare with this baseline, sample by sample, and end with the verdict as the exit status.
      """, valueName: "name"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Build this commit in a git worktree and compare with it in the same way.",
      valueName: "ref"))
  var against: String?

  @Option(
    help: ArgumentHelp("Remember this run and its executable under a name.", valueName: "name"))
  var saveBaseline: String?

  @Flag(help: "With --save-baseline: also write baselines/<name>/<machine>.tsv, which git keeps.")
  var commitBaseline = false

  @Flag(help: "Build the baseline's commit again when its executable is gone.")
  var rebuild = false

  @Flag(help: "Compare although machine, compiler or flags differ. The numbers mean little then.")
  var force = false

  @Flag(help: "End with status 24 when something could not be decided.")
  var strict = false

  @Flag(
    help: """
      Profile both sides of what regressed (of the three largest), say which functions took more, \
      and draw the difference into flamegraphs/.
      """)
  var explain = false

  @Flag(
    help: """
      Take more samples in each process pair, up to 3 seconds for each benchmark, and twice as many \
      pairs to confirm.
      """)
  var thorough = false

  @Flag(
    help: """
      Let numbers that stand out from a benchmark's own past turn the gate red, where there is no \
      executable to compare with. They warn otherwise.
      """)
  var failOnHistory = false

  @Option(
    help: ArgumentHelp(
      """
      Mind no change of a time below this. '--margin 2' for all benchmarks, \
      '--margin sync/validate=5' for one; repeatable. (default: 1)
      """, valueName: "percent"))
  var margin: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare one layout of the code on each side in place of a new one for each process pair.",
      visibility: .hidden))
  var layouts: LayoutChoice = .fresh

  enum LayoutChoice: String, ExpressibleByArgument, CaseIterable {
    case fresh
    case asBuilt = "as-built"
  }

  var isComparing: Bool { baseline != nil || against != nil }

  func validate() throws {
    if baseline != nil && against != nil {
      throw ValidationError("'--baseline' and '--against' name one base each; choose one of them.")
    }
    if isComparing && saveBaseline != nil {
      throw ValidationError(
        """
        '--save-baseline' measures this build alone. Compare first, and save in a run of its own.
        """)
    }
    if explain && !isComparing {
      throw ValidationError("'--explain' needs a base: --baseline main --explain")
    }
    if commitBaseline && saveBaseline == nil {
      throw ValidationError("'--commit-baseline' needs a name: --save-baseline main")
    }
    _ = try policy(seed: 1)
  }

  /// - Throws: `ValidationError` when a margin cannot be read.
  func policy(seed: UInt64) throws -> Policy {
    var policy = thorough ? Policy.thorough : Policy()
    policy.seed = seed
    policy.failsOnHistory = failOnHistory
    for text in margin {
      let halves = text.split(separator: "=", maxSplits: 1 << 10, omittingEmptySubsequences: false)
      guard let percent = Double(halves.last!), 0...1000 ~= percent else {
        throw ValidationError(
          "'--margin \(text)' is no percentage, such as 2, or 'sync/validate=5' for one benchmark.")
      }
      if halves.count == 1 {
        policy.timeMargin = percent / 100
        continue
      }
      // A name may hold '=' itself, so all before the last one is the name.
      let name = halves.dropLast().joined(separator: "=")
      let benchmark: BenchmarkName
      do {
        benchmark = try BenchmarkName(parsing: name)
      } catch {
        throw ValidationError("'--margin \(text)': \(error.description)")
      }
      for metric in [Metric.cpuTime, .wallTime] {
        policy.overrides.append(
          Policy.Override(benchmark: benchmark, metric: metric, margin: percent / 100))
      }
    }
    return policy
  }
}
