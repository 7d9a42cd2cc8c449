import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct BaselineTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: folder.store)
  }

  private func save(second: Int, cores: Int = 2) throws -> RunIdentifier {
    try store.save(
      RandomRun.ordinary(
        seed: UInt64(second), samples: 2, startedAt: RandomRun.date(second: second),
        environment: RandomRun.environment(cores: cores)), summaries: [:])
  }

  @Test func `a name stands for one run on each class of machines`() throws {
    let (first, second, large) = (
      try save(second: 1), try save(second: 2), try save(second: 3, cores: 64)
    )
    let main = try baseline("main")
    #expect(try store.setBaseline(main, to: first) == nil)
    #expect(try store.setBaseline(main, to: large) == nil)
    #expect(try store.setBaseline(main, to: second) == first)
    #expect(try store.baseline(main, on: machineClass()).run == second)
    #expect(try store.baseline(main, on: machineClass("x86_64-amd-epyc-7b13-64c")).run == large)
    #expect(try store.baseline(main, on: machineClass()).startedAt == RandomRun.date(second: 2))
    #expect(try store.baselines().count == 2)
    #expect(try store.runs().first { $0.id == second }?.baselines == [main])
    #expect(try store.runs().first { $0.id == first }?.baselines == [])
  }

  @Test func `a missing baseline names what there is`() throws {
    let (main, other) = (try baseline("main"), try baseline("release-1.2"))
    try store.setBaseline(main, to: save(second: 1, cores: 64))
    try store.setBaseline(other, to: save(second: 2))
    #expect(try store.findBaseline(main, on: machineClass()) == nil)
    let words = message { _ = try store.baseline(main, on: machineClass()) }
    #expect(
      words == """
        No baseline 'main' for x86_64-amd-epyc-7b13-2c in \(store.path). It was recorded on \
        'x86_64-amd-epyc-7b13-64c', whose timings do not compare with these. This machine has \
        'release-1.2'. Record it with 'bench --save-baseline main'.
        """)
  }

  @Test func `renaming moves the name on all machines, and takes none away`() throws {
    let (main, old) = (try baseline("main"), try baseline("old"))
    let (small, large) = (try save(second: 1), try save(second: 2, cores: 64))
    try store.setBaseline(main, to: small)
    try store.setBaseline(main, to: large)
    #expect(try store.renameBaseline(main, to: main) == 2)
    #expect(try store.renameBaseline(main, to: old) == 2)
    #expect(try store.baselines().map(\.name) == [old, old])
    try store.setBaseline(main, to: small)
    #expect(throws: StoreError.baselineExists(old)) { try store.renameBaseline(main, to: old) }
    #expect(try store.renameBaseline(baseline("nobody"), to: baseline("somebody")) == 0)
    #expect(try store.baselines().count == 3)
  }

  @Test func `deleting a baseline keeps its run`() throws {
    let main = try baseline("main")
    let (small, large) = (try save(second: 1), try save(second: 2, cores: 64))
    try store.setBaseline(main, to: small)
    try store.setBaseline(main, to: large)
    #expect(try store.deleteBaseline(main, on: machineClass()) == 1)
    #expect(try store.baselines().map(\.run) == [large])
    #expect(try store.deleteBaseline(main) == 1)
    #expect(try store.deleteBaseline(main) == 0)
    #expect(try store.runs().count == 2)
  }

  @Test(arguments: ["main", "release-1.2", "0", "a_b+c", String(repeating: "x", count: 200)])
  func `a word names a baseline`(text: String) throws {
    #expect(try baseline(text).description == text)
  }

  @Test(
    arguments: [
      "", ".", "..", "-x", "a/b", "a b", "a\n", "é", "a\0", String(repeating: "x", count: 201),
    ])
  func `a text that is no safe file name names no baseline`(text: String) {
    #expect(
      message { _ = try baseline(text) } == """
        A baseline is named by a word of ASCII letters, digits and -_.+ that begins with a letter \
        or a digit, such as 'main', got '\(text)'.
        """)
  }
}
