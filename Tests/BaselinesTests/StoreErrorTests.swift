import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

/// What happened, where, and what to type next. The words were written by hand.
@Suite struct StoreErrorTests {
  @Test func `an error says what to do`() throws {
    let runs = (1...2).map { Store.identifier(of: RandomRun.ordinary(seed: $0, samples: 1)) }
    let cases: [(StoreError, String)] = [
      (
        .missing(path: "s"),
        "There is no store at s. 'bench' makes one when it saves its first run."
      ),
      (
        .isFolder(path: "s"),
        "s is a folder; the store is a file. Name one, such as '--store s/bench.sqlite'."
      ),
      (
        .locked(path: "s", seconds: 30),
        """
        The store s was in use by another process for more than 30.0 s. See who has it open with \
        'fuser -v s', and try again.
        """
      ),
      (
        .failed(path: "s", reason: "disk I/O error"),
        "The store s failed: disk I/O error. Try again; check it with 'bench doctor'."
      ),
      (
        .noSuchRun("5a", path: "s"),
        "No run '5a' in s. 'bench baselines list --runs' shows all."
      ),
      (
        .ambiguousRun("5a", matches: runs),
        "'5a' is the beginning of 2 runs: \(runs[0]), \(runs[1]). Type more of it."
      ),
      (
        .noSuchBaseline(
          try baseline("main"), on: machineClass("a"), others: [], classes: [], path: "s"),
        "No baseline 'main' for a in s. Record it with 'bench --save-baseline main'."
      ),
      (
        .baselineExists(try baseline("main")),
        """
        There is a baseline 'main' already. Remove it first with 'bench baselines delete main', \
        or take another name.
        """
      ),
    ]
    for (error, words) in cases { #expect(error.description == words) }
  }

  @Test func `a store that was moved away is not written to`() throws {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.store)
    try store.save(RandomRun.ordinary(seed: 1), summaries: [:])
    try FileManager.default.moveItem(atPath: folder.store, toPath: "\(folder.path)/moved")
    let words = message { try store.save(RandomRun.ordinary(seed: 2), summaries: [:]) }
    #expect(words.contains("was moved or deleted while it was in use"))
  }
}
