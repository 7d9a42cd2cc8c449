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
  }

  let store: Store
  let harness: Harness?
  let facts: ForeignRun.Facts
  let criterionBaseline: String
  /// Whether results that do not tell their machine were made on another one.
  let isFromElsewhere: Bool

  /// - Parameter paths: Each adds a process to the run's benchmarks.
  /// - Throws: `ForeignFileError`, `ForeignRunError` or `StoreError`; nothing was kept then.
  func keep(_ paths: [String]) throws -> Outcome {
    let files = try paths.map {
      try ForeignFile.read($0, as: harness, criterionBaseline: criterionBaseline)
    }
    let foreign = try ForeignRun(of: files)
    let isFromHere = isFromHere(foreign.machine)
    let isTakenForOurs = isFromHere && foreign.machine.hostName == nil
    let content = Self.content(of: foreign, knowing: facts)
    let run = foreign.run(
      knowing: facts,
      madeOn: isFromHere ? EnvironmentProbe.environmentWithoutSource().machine : nil,
      arguments: [content])
    let architecture = foreign.machine.architecture ?? Fingerprint.architecture
    let machineClass = Fingerprint(of: run.environment, architecture: architecture).machineClass
    if let known = try store.run(withArgument: content) {
      return Outcome(
        id: known, run: run, machineClass: machineClass, isNew: false,
        isTakenForOurs: isTakenForOurs)
    }
    let id = try store.save(
      run, summaries: RunSummaries.summaries(of: run), madeOn: architecture)
    return Outcome(
      id: id, run: run, machineClass: machineClass, isNew: true, isTakenForOurs: isTakenForOurs)
  }

  /// Names what was measured whatever the file's date is, which a copy changes.
  private static func content(of foreign: ForeignRun, knowing facts: ForeignRun.Facts) -> String {
    var facts = facts
    facts.startedAt = ""
    return "content-\(Store.identifier(of: foreign.run(knowing: facts, madeOn: nil)))"
  }

  private func isFromHere(_ machine: ForeignResults.Machine) -> Bool {
    guard let host = machine.hostName else { return !isFromElsewhere }
    var name = utsname()
    guard uname(&name) == 0 else { return false }
    let here = withUnsafeBytes(of: name.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return host == here && !isFromElsewhere
  }
}
