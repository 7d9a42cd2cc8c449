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
  }

  /// The same samples are in the store already, with other facts.
  struct KnownOtherwise: Error, CustomStringConvertible {
    let run: RunListing

    var description: String {
      """
      The same samples are here as run \(run.id.short), measured at \(run.startedAt) of \
      \(run.commit.map { "commit \($0.prefix(10))" } ?? "no commit"), imported with other options. If \
      that was wrong, put this import in its place with '--replace'; if these files should be newer, \
      measure again.
      """
    }
  }

  let harness: Harness?
  let facts: ForeignRun.Facts
  let criterionBaseline: String
  /// Whether results that do not tell their machine were made on another one.
  let isFromElsewhere: Bool
  /// Whether a run of the same samples with other facts goes.
  let isReplacing: Bool

  /// - Parameter paths: Each adds a process to the run's benchmarks.
  /// - Throws: `ForeignFileError` or `ForeignRunError`.
  func read(_ paths: [String]) throws -> ForeignRun {
    try ForeignRun(
      of: paths.map {
        try ForeignFile.read($0, as: harness, criterionBaseline: criterionBaseline)
      })
  }

  /// - Throws: `StoreError` or `KnownOtherwise`; nothing was kept then.
  func keep(_ foreign: ForeignRun, in store: Store) throws -> Outcome {
    let canBeFromHere = Self.canBeFromHere(foreign.machine)
    let isFromHere = canBeFromHere && !isFromElsewhere
    // What the user said counts, and the file's date does not, which a copy changes.
    let content =
      "content-\(canBeFromHere && isFromElsewhere ? "elsewhere-" : "")"
      + "\(Store.identifier(of: foreign.content(knowing: facts)))"
    let samples = "samples-\(Store.identifier(of: foreign.content()))"
    let run = foreign.run(
      knowing: facts,
      madeOn: isFromHere ? EnvironmentProbe.environmentWithoutSource().machine : nil,
      arguments: [content, samples])
    let architecture = foreign.machine.architecture ?? Fingerprint.architecture
    func outcome(_ id: RunIdentifier, isNew: Bool) -> Outcome {
      Outcome(
        id: id, run: run,
        machineClass: Fingerprint(of: run.environment, architecture: architecture).machineClass,
        isNew: isNew, isTakenForOurs: isFromHere && foreign.machine.hostName == nil,
        remarks: foreign.remarks)
    }
    if let known = try store.run(withArgument: content) { return outcome(known, isNew: false) }
    let summaries = RunSummaries.summaries(of: run)
    guard let former = try store.run(withArgument: samples) else {
      return outcome(
        try store.save(run, summaries: summaries, madeOn: architecture), isNew: true)
    }
    guard isReplacing else {
      guard let listing = try store.runs().first(where: { $0.id == former }) else {
        throw StoreError.noSuchRun(former.text, path: store.path)
      }
      throw KnownOtherwise(run: listing)
    }
    return outcome(
      try store.replace(former, with: run, summaries: summaries, madeOn: architecture), isNew: true)
  }

  /// Whether the files do not say that it was another machine.
  private static func canBeFromHere(_ machine: ForeignResults.Machine) -> Bool {
    guard let host = machine.hostName else { return true }
    var name = utsname()
    guard uname(&name) == 0 else { return false }
    let here = withUnsafeBytes(of: name.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return host == here
  }
}
