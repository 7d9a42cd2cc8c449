import Baselines
import BenchModel
import Foundation
import Subprocess

/// Finds what a build is to be compared with: the executable of a baseline, that of another
/// commit, or at least numbers.
struct BaseFinder {
  let store: Store
  /// That of the build in hand.
  let environment: MachineEnvironment
  let worktree: GitWorktree
  let rebuild: Bool
  let progress: LockstepProgress

  private var fingerprint: Fingerprint { Fingerprint(of: environment) }

  // MARK: A baseline by name

  func baseline(named name: BaselineName) async throws -> ComparisonBase {
    if let baseline = try store.findBaseline(name, on: fingerprint.machineClass) {
      return try await base(of: baseline)
    }
    if let committed = try committed(name) { return try await base(of: committed, name) }
    throw try missing(name)
  }

  private func base(of baseline: Baseline) async throws -> ComparisonBase {
    let run = try store.run(baseline.run)
    let names = run.results.map(\.benchmark.name)
    let numbers = try store.summaries(of: baseline.run).mapValues(\.center)
    return ComparisonBase(
      label: "baseline \(baseline.name)", arguments: ["--baseline", baseline.name.text],
      evidence: try await evidence(
        of: baseline.run, commit: baseline.commit, numbers: numbers),
      fingerprint: try store.fingerprint(of: baseline.run), source: run.environment.source,
      benchmarks: names, run: baseline.run)
  }

  private func evidence(
    of run: RunIdentifier, commit: String?, numbers: [MetricKey: Double]
  ) async throws -> ComparisonBase.Evidence {
    let artifacts = ArtifactStore(of: store)
    var reason = "no executable was kept with it"
    if let artifact = try store.artifacts(of: run).first {
      do {
        let path = try artifacts.executable(artifact.sha256)
        let kit = try? LinkKit(
          opening: BaselineKeeper.kitFolder(of: artifact.sha256, in: store))
        return .executable(path: path, kit: kit, sha256: artifact.sha256)
      } catch {
        reason = error.description
      }
    }
    if rebuild {
      guard let commit else {
        throw BaseFinderError.cannotRebuild("the baseline's commit is not known")
      }
      return try await build(commit)
    }
    return .numbers(numbers, reason: reason)
  }

  // MARK: A committed file

  private var committedFolder: String { "\(StoreOptions.packageFolder)/baselines" }

  private func committed(_ name: BaselineName) throws -> CommittedBaseline? {
    try CommittedBaseline.read(
      from: "\(StoreOptions.packageFolder)/"
        + CommittedBaseline.path(of: name, on: fingerprint.machineClass))
  }

  private func base(
    of committed: CommittedBaseline, _ name: BaselineName
  ) async throws -> ComparisonBase {
    let path = CommittedBaseline.path(of: name, on: fingerprint.machineClass)
    let commit = try await worktree.lastCommit(changing: path)
    let unknown = "a committed baseline holds numbers only"
    var evidence = ComparisonBase.Evidence.numbers(
      committed.entries.mapValues(\.value), reason: "\(path) holds numbers only")
    if rebuild {
      guard let commit else { throw BaseFinderError.cannotRebuild("git does not know \(path)") }
      evidence = try await build(commit)
    }
    // A file of this machine's class was made on such a machine, by the build that its header says.
    var recorded = environment
    recorded.build.compiler =
      committed.header.compiler.map { .value($0) } ?? .unavailable(reason: "\(path) does not say")
    recorded.build.flags =
      committed.header.flags.map { .value($0) } ?? .unavailable(reason: "\(path) does not say")
    return ComparisonBase(
      label: "committed baseline \(name)", arguments: ["--baseline", name.text],
      evidence: evidence,
      fingerprint: Fingerprint(of: recorded),
      source: MachineEnvironment.Source(
        commit: commit.map { .value($0) } ?? .unavailable(reason: unknown),
        isDirty: .unavailable(reason: unknown)),
      benchmarks: Array(Set(committed.entries.keys.map(\.benchmark))).sorted(), run: nil)
  }

  private func missing(_ name: BaselineName) throws -> BaseFinderError {
    let here = try store.baselines()
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(committedFolder)/\(name)"))
    return .noBaseline(
      name, machine: fingerprint.machineClass,
      others: Array(
        Set(here.filter { $0.machineClass == fingerprint.machineClass }.map(\.name.text))
      ).sorted(),
      machines: Array(
        Set(
          here.filter { $0.name == name }.map(\.machineClass.text)
            + (files ?? []).filter { $0.hasSuffix(".tsv") }.map { String($0.dropLast(4)) })
      ).sorted())
  }

  // MARK: Another commit

  func commit(_ reference: String) async throws -> ComparisonBase {
    let commit = try await worktree.commit(of: reference)
    let evidence = try await build(commit)
    guard case .executable(let path, _, _) = evidence else {
      preconditionFailure("what was built can be run")
    }
    return ComparisonBase(
      label: reference == commit ? "commit \(commit.prefix(10))" : reference,
      arguments: ["--against", reference], evidence: evidence, fingerprint: nil,
      source: MachineEnvironment.Source(commit: .value(commit), isDirty: .value(false)),
      benchmarks: try await benchmarks(of: path), run: nil)
  }

  private func build(_ commit: String) async throws -> ComparisonBase.Evidence {
    let built = try await worktree.build(commit, report: progress.say)
    let artifact = try ArtifactStore(of: store).keep(
      built, commit: commit, toolchain: fingerprint.compiler.value)
    let kit = try? LinkKit.collect(
      of: built, into: BaselineKeeper.kitFolder(of: artifact.sha256, in: store))
    return .executable(
      path: try ArtifactStore(of: store).executable(artifact.sha256), kit: kit,
      sha256: artifact.sha256)
  }

  /// What another build of this package can measure, as its `list` says.
  private func benchmarks(of executable: String) async throws -> [BenchmarkName] {
    let outcome = try await Subprocess.run(
      .path(.init(executable)), arguments: ["list"], output: .string(limit: 1 << 24),
      error: .discarded)
    guard outcome.terminationStatus.isSuccess else { throw BaseFinderError.cannotList(executable) }
    return outcome.standardOutput.split(separator: "\n").filter { !$0.hasPrefix(" ") }
      .compactMap { try? BenchmarkName(parsing: String($0)) }
  }
}

enum BaseFinderError: Error, CustomStringConvertible {
  case noBaseline(BaselineName, machine: MachineClass, others: [String], machines: [String])
  case cannotRebuild(String)
  case cannotList(String)

  var description: String {
    switch self {
    case .noBaseline(let name, let machine, let others, let machines):
      """
      There is no baseline '\(name)' for this machine (\(machine)).\
      \(others.isEmpty ? "" : " There is: \(others.joined(separator: ", ")).")\
      \(machines.isEmpty ? "" : " Other machines have it: \(machines.joined(separator: ", ")).") \
      Make it with: bench --save-baseline \(name)
      """
    case .cannotRebuild(let reason):
      "The baseline cannot be built again: \(reason). Save it anew with --save-baseline."
    case .cannotList(let executable):
      "'\(executable) list' failed, so what the base can measure is not known."
    }
  }
}
