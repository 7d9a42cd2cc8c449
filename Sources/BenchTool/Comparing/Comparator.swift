import Baselines
import BenchModel
import Foundation
import Reports
import Statistics
import Verdicts

/// Compares the build in hand with a base, from what was asked for to a report with a verdict.
struct Comparator {
  let selected: [BenchmarkDescription]
  /// All that this build declares.
  let declared: [BenchmarkDescription]
  /// Whether a benchmark of the base that this build no longer has was asked for.
  let isSelected: (BenchmarkName) -> Bool
  let store: Store
  let options: ComparingOptions
  let measuring: MeasurementSettings
  /// Inside of samples, for each benchmark.
  let comparisonSeconds: Double
  let policy: Policy
  /// Why the kernel still randomizes addresses; `nil` where both sides are placed alike.
  let randomization: String?

  private var candidate: String { ProcFile.executablePath() }

  /// - Throws: `ExitStatus.noBaseline` and `ExitStatus.notComparable`, once their reasons were
  ///   said on standard error.
  func run() async throws -> ComparisonReport {
    let progress = LockstepProgress()
    let before = MoodReading.now()
    let environment = await EnvironmentProbe.environment(from: before, to: before)
    guard let layout = BuildLayout(of: candidate) else {
      throw ComparatorError.notInPackage(candidate)
    }
    let finder = BaseFinder(
      store: store, environment: environment,
      worktree: GitWorktree(
        packageFolder: layout.packagePath, storeFolder: store.folder, product: layout.product),
      rebuild: options.rebuild, progress: progress)
    let base = try await find(with: finder)
    var context = SuiteContext()
    context.today = String(Date().formatted(.iso8601).prefix(10))
    context.waivers = try WaiverFile.read(
      from: "\(StoreOptions.packageFolder)/\(WaiverFile.path)")
    context.expected = base.benchmarks.filter(isSelected)
    context.warnings = try comparability(of: base, with: Fingerprint(of: environment))

    let startedAt = Date()
    let clock = ContinuousClock.now
    var judged: Judged
    switch base.evidence {
    case .executable(let path, let kit, _):
      judged = try await lockstep(
        with: base, path: path, kit: kit, context: context, progress: progress)
    case .numbers(let numbers, let reason):
      judged = try await judgeNumbers(
        numbers, reason: reason, context: context, on: Fingerprint(of: environment))
    }
    let after = await EnvironmentProbe.environment(from: before, to: .now())
    let seconds = clock.duration(to: .now).seconds
    judged.verdict = judged.verdict.warning(EnvironmentWarnings.of(after))
    var explanations: [ChangedFunctions] = []
    if options.explain {
      let explained = await explain(judged, base)
      explanations = explained.explanations
      judged.verdict = judged.verdict.warning(explained.warnings)
    }
    let run = Run(
      startedAt: startedAt.formatted(.iso8601), durationSeconds: seconds,
      arguments: Array(CommandLine.arguments.dropFirst()), settings: measuring,
      environment: after, results: judged.results)
    let status = judged.verdict.exitStatus(isStrict: options.strict)
    let report = ComparisonReport(
      base: side(base), candidate: self.side(of: after), trust: judged.trust,
      verdict: judged.verdict, exitStatus: status.rawValue, benchmarks: selected,
      failures: judged.failures, environment: after, startedAt: run.startedAt,
      durationSeconds: seconds, settings: judged.settings, baseArguments: base.arguments,
      explanations: explanations)
    try remember(run, judged, report, base)
    return report
  }

  private struct Judged {
    var verdict: SuiteVerdict
    let trust: MetricVerdict.Trust
    let comparisons: [BenchmarkComparison]
    let results: [BenchmarkResult]
    let failures: [ComparisonReport.Failure]
    let settings: [ComparisonReport.Setting]
    /// `nil` where nothing ran in turn.
    let lockstep: LockstepSettings?
  }

  private func find(with finder: BaseFinder) async throws -> ComparisonBase {
    do {
      if let reference = options.against { return try await finder.commit(reference) }
      let name: BaselineName
      do {
        name = try BaselineName(parsing: options.baseline ?? "")
      } catch {
        throw ComparatorError.usage(error.description)
      }
      return try await finder.baseline(named: name)
    } catch let error as BaseFinderError {
      guard case .noBaseline = error else { throw error }
      StandardError.say(error.description)
      throw ExitStatus.noBaseline.code
    }
  }

  /// - Returns: What differs without deciding.
  private func comparability(
    of base: ComparisonBase, with current: Fingerprint
  ) throws -> [String] {
    guard let recorded = base.fingerprint else { return [] }
    let differences = recorded.differences(to: current)
    let minor = differences.minor.map { "\($0)." }
    if differences.decisive.isEmpty { return minor }
    let sentences = differences.decisive.map { "\($0)." }
    if options.force { return ["Forced, though numbers do not compare."] + sentences + minor }
    StandardError.say(
      """
      \(base.label) does not compare with this build:
      \(sentences.map { "  \($0)" }.joined(separator: "\n"))
      Save it anew on this machine and with this compiler, or take --force and believe little.
      """)
    throw ExitStatus.notComparable.code
  }

  // MARK: Two executables in turn

  private func lockstep(
    with base: ComparisonBase, path: String, kit: LinkKit?, context: SuiteContext,
    progress: LockstepProgress
  ) async throws -> Judged {
    let work = try WorkFolder(in: store.folder)
    defer { work.remove() }
    let known = Set(base.benchmarks)
    let benchmarks = selected.filter { known.contains($0.name) }
    let settings = LockstepSettings(
      blocksPerUnit: options.thorough
        ? LockstepSettings.thoroughBlocks : LockstepSettings.usualBlocks,
      secondsPerBenchmark: comparisonSeconds,
      mostPairs: policy.mostPairsWithConfirmation, timeoutSeconds: measuring.timeoutSeconds,
      seed: measuring.seed)
    let outcome = try await Lockstep(
      base: (path, kit), candidate: candidate, variesLayouts: options.layouts == .fresh,
      work: work, benchmarks: benchmarks, settings: settings, policy: policy, progress: progress
    ).run()
    let added = selected.filter { !known.contains($0.name) }
    let addedResults = await measure(added.filter { $0.objective != nil })
    var context = context
    context.warnings += (randomization.map { [$0] } ?? []) + outcome.warnings
    context.objectives =
      outcome.comparisons.compactMap(ObjectiveJudge.verdict(on:)) + objectives(of: addedResults)
    var verdict = Judge(policy: policy).verdict(on: outcome.comparisons, in: context)
    verdict = verdict.adding(added.map(\.name))
    return Judged(
      verdict: verdict, trust: .lockstep, comparisons: outcome.comparisons,
      results: outcome.comparisons.map(\.candidateResult) + addedResults,
      failures: outcome.comparisons.compactMap { comparison in
        comparison.failure.map {
          ComparisonReport.Failure(
            benchmark: comparison.benchmark, side: $0.side, failure: $0.failure)
        }
      },
      settings: [
        ComparisonReport.Setting(
          label: "Process pairs", text: "\(policy.fewestPairs) to \(policy.mostPairs)"),
        ComparisonReport.Setting(
          label: "Blocks in each pair",
          text: "up to \(settings.blocksPerUnit) of four samples, in the order ABBA or BAAB"),
        ComparisonReport.Setting(
          label: "Layouts",
          text: outcome.warnings.isEmpty
            ? "a new one for each pair, of both sides in the same order" : "one"),
        ComparisonReport.Setting(
          label: "Addresses",
          text: randomization == nil
            ? "drawn anew for each pair, the same for both sides" : "the kernel's"),
        ComparisonReport.Setting(label: "Seed", text: "\(settings.seed)"),
      ], lockstep: settings)
  }

  // MARK: Numbers only

  private func judgeNumbers(
    _ numbers: [MetricKey: Double], reason: String, context: SuiteContext, on here: Fingerprint
  ) async throws -> Judged {
    StandardError.say(
      """
      There is no executable to compare with (\(reason)), so today's numbers are held against past \
      runs. That is weaker: --rebuild builds the baseline's commit again.
      """)
    let results = await measure(selected)
    let run = Run(
      startedAt: "", durationSeconds: 0, arguments: [], settings: measuring,
      environment: await EnvironmentProbe.environment(from: .now(), to: .now()), results: results)
    let judge = HistoricalJudge(policy: policy)
    var verdicts: [MetricVerdict] = []
    for (key, summary) in RunSummaries.summaries(of: run).sorted(by: { $0.key < $1.key }) {
      guard numbers[key] != nil else { continue }
      let past = try store.history(of: key.benchmark, key.metric, on: here.machineClass)
      let verdict = judge.verdict(
        on: key.benchmark, metric: key.metric, today: summary.center, past: past.map(\.center))
      verdicts.append(verdict)
    }
    var context = context
    context.objectives = objectives(of: results)
    return Judged(
      verdict: context.verdict(
        of: verdicts, measured: selected.map(\.name),
        missing: results.compactMap { result in
          result.failure.map {
            SuiteVerdict.Missing(
              benchmark: result.benchmark.name, reason: "\($0.kind.rawValue): \($0.message)")
          }
        }),
      trust: .history, comparisons: [], results: results,
      failures: results.compactMap { result in
        result.failure.map {
          ComparisonReport.Failure(benchmark: result.benchmark, side: .candidate, failure: $0)
        }
      },
      settings: [
        ComparisonReport.Setting(label: "Processes", text: "\(measuring.processes)"),
        ComparisonReport.Setting(label: "Seed", text: "\(measuring.seed)"),
      ], lockstep: nil)
  }

  private func measure(_ benchmarks: [BenchmarkDescription]) async -> [BenchmarkResult] {
    if benchmarks.isEmpty { return [] }
    return await SuiteDriver(
      benchmarks: benchmarks, settings: measuring, executable: ProcFile.runningExecutable,
      progress: ProgressReporter(color: false)
    ).run()
  }

  private func objectives(of results: [BenchmarkResult]) -> [ObjectiveVerdict] {
    let summarizer = Summarizer(settings: measuring)
    return results.compactMap { result in
      ObjectiveJudge.verdict(
        on: result.benchmark,
        wall: result.failure == nil ? summarizer.summary(of: result)?.wall : nil)
    }
  }

  // MARK: Causes

  private func explain(
    _ judged: Judged, _ base: ComparisonBase
  ) async -> (explanations: [ChangedFunctions], warnings: [String]) {
    guard case .executable(let path, _, _) = base.evidence else {
      return ([], ["There is no old executable to profile, so '--explain' has nothing to show."])
    }
    guard !Explainer.regressed(in: judged.verdict).isEmpty else { return ([], []) }
    do {
      return await Explainer(
        base: path, candidate: candidate,
        folder: try PictureFolder("\(StoreOptions.packageFolder)/flamegraphs"),
        profiler: BenchmarkProfiler(
          sampler: try await SamplerChoice.auto.benchmarkSampler(of: .processorTime),
          options: RecordingSettings(),
          reading: StackReading(), timeout: .seconds(measuring.timeoutSeconds))
      ).explain(judged.verdict)
    } catch {
      return ([], ["What regressed could not be profiled: \(error)"])
    }
  }

  // MARK: What is kept

  private func remember(
    _ run: Run, _ judged: Judged, _ report: ComparisonReport, _ base: ComparisonBase
  ) throws {
    guard store.readOnlyReason == nil else { return }
    let id = try BaselineKeeper(store: store).remember(run)
    guard let settings = judged.lockstep else { return }
    try store.save(
      ComparisonRecord(
        startedAt: report.startedAt, machineClass: Fingerprint(of: report.environment).machineClass,
        base: base.label, baseRun: base.run, candidateRun: id, settings: settings,
        benchmarks: judged.comparisons,
        verdict: try VerdictJSON.render(report)))
    ExecutableKeeping.tidy(store)
  }

  private func side(_ base: ComparisonBase) -> ComparisonReport.Side {
    let executable: Reading<String> =
      switch base.evidence {
      case .executable(_, _, let sha256): .value(sha256)
      case .numbers(_, let reason): .unavailable(reason: reason)
      }
    return ComparisonReport.Side(
      label: base.label, commit: base.source.commit, isDirty: base.source.isDirty,
      executable: executable)
  }

  private func side(of environment: MachineEnvironment) -> ComparisonReport.Side {
    return ComparisonReport.Side(
      label: "this build", commit: environment.source.commit, isDirty: environment.source.isDirty,
      executable: ArtifactStore.hash(ofFile: candidate).map { .value($0) }
        ?? .unavailable(reason: "its file cannot be read"))
  }
}

enum ComparatorError: Error, CustomStringConvertible {
  case notInPackage(String)
  case usage(String)

  var description: String {
    switch self {
    case .notInPackage(let executable):
      """
      '\(executable)' does not lie in a package's build folder, so neither its baselines nor its \
      objects can be found. Build it with: swift build
      """
    case .usage(let problem): problem
    }
  }
}
