import Baselines
import BenchModel
import Foundation
import Glibc
import Interchange

/// Keeps what other harnesses measured as runs in the store.
struct Importer {
  struct Outcome {
    let id: RunIdentifier
    let run: Run
    let machineClass: MachineClass
    let isNew: Bool
    /// Whether the run counts as made on this machine because nothing says otherwise.
    let isTakenForOurs: Bool
    /// What of the files is not in the run, or not as it seems, in sentences.
    let remarks: [String]
    /// The names of replaced runs that stay with others, since those are of the new run's machines.
    let droppedBaselines: [BaselineName]
  }

  /// Some of the same samples are in the store already, with other facts or beside others.
  struct KnownOtherwise: Error, CustomStringConvertible {
    let runs: [RunListing]

    var description: String {
      let known = runs.map { run in
        "\(run.id.short) (measured at \(run.startedAt) of "
          + "\(run.commit.map { "commit \($0.prefix(10))" } ?? "no commit"))"
      }
      return """
        The same samples are here in run \(known.joined(separator: " and in run ")), imported with \
        other options or other files. If that was wrong, or there are more files now, put this import \
        in its place with '--replace'; if these files should be newer, measure again.
        """
    }
  }

  /// What was read, and what tells the samples of each file from others, whatever is said of them.
  struct Files {
    let run: ForeignRun
    let sampleKeys: [String]
  }

  let harness: Harness?
  let facts: ForeignRun.Facts
  /// What the machine is called. It counts before what the files say, since a container's name changes
  /// from run to run.
  let hostName: String?
  let criterionBaseline: String
  /// Whether runs of the same samples with other facts go.
  let isReplacing: Bool

  /// - Parameter paths: Each adds a process to the run's benchmarks; their order does not count.
  /// - Throws: `ForeignFileError` or `ForeignRunError`.
  func read(_ paths: [String]) throws -> Files {
    var files: [(key: String, results: ForeignResults)] = []
    for path in paths {
      var results = try ForeignFile.read(path, as: harness, criterionBaseline: criterionBaseline)
      let content = try ForeignRun(of: [results]).content()
      if let hostName { results.machine.hostName = hostName }
      files.append((Run.samplesKeyPrefix + Store.identifier(of: content).text, results))
    }
    files.sort { ($0.results.startedAt ?? "", $0.key) < ($1.results.startedAt ?? "", $1.key) }
    return Files(run: try ForeignRun(of: files.map(\.results)), sampleKeys: files.map(\.key))
  }

  /// - Throws: `StoreError`, `KnownOtherwise` or `NameOfAnotherHarness`; nothing was kept then.
  func keep(_ files: Files, in store: Store) throws -> Outcome {
    let foreign = files.run
    let host = foreign.machine.hostName
    let isFromHere = host.map(Self.isHere) ?? true
    // What the user said counts, and the file's date does not, which a copy changes.
    let content = "content-\(Store.identifier(of: foreign.content(knowing: facts)))"
    let run = foreign.run(
      knowing: facts,
      madeOn: isFromHere ? EnvironmentProbe.environmentWithoutSource().machine : nil,
      arguments: [content] + files.sampleKeys)
    let architecture = foreign.machine.architecture ?? Fingerprint.architecture
    let fingerprint = Fingerprint(of: run.environment, architecture: architecture)
    func outcome(
      _ id: RunIdentifier, isNew: Bool, without dropped: [BaselineName] = []
    ) -> Outcome {
      Outcome(
        id: id, run: run, machineClass: fingerprint.machineClass, isNew: isNew,
        isTakenForOurs: host == nil, remarks: foreign.remarks, droppedBaselines: dropped)
    }
    if let known = try store.runs(withAnyArgument: [content]).first {
      return outcome(known, isNew: false)
    }
    let former = try store.runs(withAnyArgument: files.sampleKeys)
    if !former.isEmpty, !isReplacing {
      throw KnownOtherwise(runs: try store.runs().filter { former.contains($0.id) })
    }
    if let other = try store.configuration(
      of: run.results.map(\.benchmark.name), otherThan: fingerprint.configuration,
      leavingOut: former)
    {
      throw NameOfAnotherHarness(name: other.name, configuration: other.configuration)
    }
    let (id, dropped) = try store.replace(
      former, with: run, summaries: RunSummaries.summaries(of: run), madeOn: architecture)
    return outcome(id, isNew: true, without: dropped)
  }

  /// Numbers of two harnesses do not make one history.
  struct NameOfAnotherHarness: Error, CustomStringConvertible {
    let name: BenchmarkName
    let configuration: String

    var description: String {
      let owner = Harness(rawValue: configuration)?.title ?? "a \(configuration) build of bench"
      return """
        '\(name)' is here already, measured by \(owner), and the two would make one history. Begin the \
        names of this import with '--prefix <name>'.
        """
    }
  }

  private static func isHere(_ host: String) -> Bool {
    var name = utsname()
    guard uname(&name) == 0 else { return false }
    return withUnsafeBytes(of: name.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    } == host
  }
}
