import ArgumentParser
import Baselines
import BenchModel
import Foundation
import Profiling
import Reports
import Statistics
import Verdicts

struct SelftestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Find out how far the gate can be trusted on this machine.",
    discussion: """
      Runs gates whose right outcome is known: a build against itself, against builds that \
      differ in nothing that should matter, and against itself with work added. Prints how often \
      it was red or right, with 95 % intervals, beside what the rules of other tools say on the \
      same samples.

      Without options: 20 gates of the first kind and 10 of the last, some minutes. Builds with \
      unused functions are made of the commit in hand, so nothing may be uncommitted.
      """)

  @Argument(
    help: ArgumentHelp(
      "Try it on benchmarks whose name begins so. (default: kernels/, else all)",
      valueName: "filter"))
  var filters: [String] = []

  @Option(help: ArgumentHelp("Compare the build with itself so often.", valueName: "gates"))
  var aa: Int?

  @Option(
    help: ArgumentHelp(
      """
      Compare it so often with each of: a build with unused functions, another link order, a \
      longer path.
      """, valueName: "gates"))
  var null: Int?

  @Option(
    help: ArgumentHelp(
      """
      Add 1, 2, 3, 5 or 10 % of work to most benchmarks in so many gates, against a build with \
      unused functions.
      """, valueName: "gates"))
  var power: Int?

  @Option(
    help: ArgumentHelp(
      "Compare it so often with itself while it samples itself, in each of the two ways.",
      valueName: "gates"))
  var sampler: Int?

  @Flag(help: "Let a second process take one processor for half of the time meanwhile.")
  var busy = false

  @Option(
    help: ArgumentHelp("Measure no longer for each benchmark of a gate.", valueName: "seconds"))
  var timeLimit = 1.0

  @Option(help: ArgumentHelp("Add a line of JSON for each gate to this file.", valueName: "file"))
  var raw: String?

  @Option(help: "Count the gates of this file in place of measuring.")
  var summarize: String?

  @Option(help: ArgumentHelp("Draw everything from this seed.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: "Print the table in this format: table, markdown or json.")
  var format = ReportingOptions.Format.table

  @OptionGroup(title: "Where to work") var storing: StoreOptions

  @Flag(help: ArgumentHelp("Try this build as it is.", visibility: .hidden))
  var asBuilt = false

  func validate() throws {
    guard [ReportingOptions.Format.table, .markdown, .json].contains(format) else {
      throw ValidationError("'--format' of a self-test is table, markdown or json.")
    }
    for (name, value) in [
      ("--aa", aa), ("--null", null), ("--power", power), ("--sampler", sampler),
    ] {
      guard 0...100_000 ~= (value ?? 0) else {
        throw ValidationError("'\(name)' is a number of gates from 0 to 100,000.")
      }
    }
    guard timeLimit > 0, timeLimit < 1e6 else {
      throw ValidationError("'--time-limit' must be more than 0 seconds.")
    }
  }

  func run() async throws {
    let startedAt = Date()
    let clock = ContinuousClock.now
    let before = MoodReading.now()
    let all = BenchTool.benchmarks.map(\.description)
    let benchmarks = try chosen(from: all)
    let gates: [SelftestGate]
    if let summarize {
      gates = try Self.read(summarize)
    } else {
      gates = try await measure(benchmarks)
    }
    let report = SelftestReport(
      rows: SelftestSummary(gates: gates, classes: classes(of: all)).rows,
      environment: await EnvironmentProbe.environment(from: before, to: .now()),
      startedAt: startedAt.formatted(.iso8601),
      durationSeconds: clock.duration(to: .now).seconds,
      settings: [
        ComparisonReport.Setting(label: "Benchmarks", text: "\(benchmarks.count)"),
        ComparisonReport.Setting(label: "Gates", text: "\(gates.count)"),
        ComparisonReport.Setting(label: "Busy neighbor", text: busy ? "half a processor" : "none"),
        ComparisonReport.Setting(label: "Seed", text: "\(seed)"),
      ])
    let text =
      switch format {
      case .markdown: SelftestMarkdown.render(report)
      case .json: try SelftestJSON.render(report)
      default:
        SelftestTable.render(
          report, width: Terminal.tableWidth(),
          color: isatty(STDOUT_FILENO) == 1)
      }
    try ReportDestination(path: nil).write(text)
    for sentence in SamplerCost.sentences(on: gates) { StandardError.say(sentence) }
  }

  private func chosen(from all: [BenchmarkDescription]) throws -> [BenchmarkDescription] {
    let isDefault = filters.isEmpty && all.contains { $0.tags.contains("kernels") }
    do throws(SelectionError) {
      return try Selection(filters: filters, tags: isDefault ? ["kernels"] : []).applied(to: all)
    } catch {
      throw ValidationError(error.description)
    }
  }

  private func classes(
    of benchmarks: [BenchmarkDescription]
  ) -> [String: SelftestReport.BodyClass] {
    var classes: [String: SelftestReport.BodyClass] = [:]
    for benchmark in benchmarks {
      classes[benchmark.name.description] =
        benchmark.tags.lazy.compactMap(SelftestReport.BodyClass.init(rawValue:)).first ?? .compute
    }
    return classes
  }

  private func measure(_ benchmarks: [BenchmarkDescription]) async throws -> [SelftestGate] {
    if !asBuilt && !MeasuringBuild.isRunning { try await MeasuringBuild.goOnThere() }
    if let warning = AddressRandomization.goOnWithout() { StandardError.say(warning) }
    let executable = ProcFile.executablePath()
    let store = try storing.open()
    let work = try WorkFolder(in: store.folder)
    defer { work.remove() }
    let burner = busy ? Burner(executable: executable) : nil
    let ledger = try GateLedger(path: raw)
    let policy = Policy()
    let test = Selftest(
      benchmarks: benchmarks, policy: policy, secondsPerBenchmark: timeLimit, work: work,
      seed: seed, record: ledger.add)
    let kit = try LinkKit.collect(of: executable, into: "\(work.path)/kit")
    let changes = NullChanges(kit: kit, work: work, count: Selftest.layouts)
    StandardError.say("Linking \(Selftest.layouts) layouts a side and trial.")
    let isDefault = aa == nil && null == nil && power == nil && sampler == nil
    let sameGates = aa ?? (isDefault ? 20 : 0)
    if sameGates + (sampler ?? 0) > 0 {
      let same = try await changes.same()
      try await test.same(sameGates, sides: same)
      let cost = SamplerCost(layouts: same.base, work: work)
      for unwinding in Profiler.Unwinding.allCases {
        try await test.treated(
          SamplerCost.trial(unwinding), sampler ?? 0,
          sides: NullChanges.Sides(base: same.base, candidate: cost.sampled(unwinding)),
          sampleSeconds: SamplerCost.sampleSeconds)
      }
    }
    if let null, null > 0 {
      try await test.null(.otherLinkOrder, null, sides: changes.otherLinkOrder())
      try await test.null(.longerPath, null, sides: changes.longerPath())
    }
    let powerGates = power ?? (isDefault ? 10 : 0)
    if (null ?? 0) + powerGates > 0,
      let moved = try await unusedFunction(changes, store: store)
    {
      try await test.null(.unusedFunction, null ?? 0, sides: moved)
      // A real change moves code, too: against itself a build would be told apart too easily.
      try await test.power(powerGates, sides: moved)
    }
    await burner?.stop()
    return ledger.gates
  }

  /// The build in hand with an unused function in each file; `nil` where it cannot be made.
  private func unusedFunction(
    _ changes: NullChanges, store: Store
  ) async throws -> NullChanges.Sides? {
    let source = await GitProbe.source()
    guard let layout = BuildLayout(of: ProcFile.executablePath()),
      case .value(let commit) = source.commit, source.isDirty.value == false
    else {
      StandardError.say(
        """
        The trials with unused functions and with added work were left out: they build the commit \
        in hand again, so everything must be committed.
        """)
      return nil
    }
    let worktree = GitWorktree(
      packageFolder: layout.packagePath, storeFolder: store.folder, product: layout.product)
    return try await changes.unusedFunction(
      commit: commit, worktree: worktree,
      sources: ["Benchmarks", "Sources/ActorRuntime", "Sources/ChainSync"])
  }

  private static func read(_ path: String) throws -> [SelftestGate] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("'\(path)' cannot be read.")
    }
    return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      do {
        return try JSONDecoder().decode(SelftestGate.self, from: Data(line))
      } catch {
        throw ValidationError(
          "\(path):\(index + 1): expected a gate as 'selftest --raw' writes it.")
      }
    }
  }
}
