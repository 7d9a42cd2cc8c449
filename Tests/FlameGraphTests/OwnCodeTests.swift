import BenchModel
import FlameGraph
import Testing

/// Stacks cut to the program's own functions; expected weights are worked by hand.
@Suite struct OwnCodeTests {
  private func tree(_ stacks: [([(String, FrameKind)], Double)]) -> StackTree {
    var tree = StackTree(unit: .nanoseconds)
    for (frames, weight) in stacks {
      tree.add(frames.map { tree.frames.intern($0.0, kind: $0.1) }, weight: weight)
    }
    return tree
  }

  @Test func `waiting is told by what called the system`() throws {
    let whole = tree([
      ([("main", .swift), ("Lock.take", .swift), ("syscall", .systemLibrary)], 70),
      ([("main", .swift), ("Lock.take", .swift), ("swift_retain", .runtime)], 5),
      ([("main", .swift), ("read", .systemLibrary)], 20),
      ([("clone3", .systemLibrary), ("worker", .runtime), ("futex", .systemLibrary)], 400),
      ([("_start", .native), ("sigsuspend", .systemLibrary)], 100),
    ])
    let (own, others) = whole.endingInOwnCode()
    #expect(others == 500)
    let hottest = try own.hottest(5, by: .own)
    #expect(hottest.map(\.name) == ["Lock.take", "main"])
    #expect(hottest.map(\.own) == [75, 20])
    #expect(hottest.map(\.inclusive) == [75, 95])
  }

  @Test func `a suspended caller counts as the program's own`() throws {
    let (own, others) = tree([
      ([("load", .awaiting), ("sleep", .runtime)], 9)
    ]).endingInOwnCode()
    #expect(others == 0)
    #expect(try own.hottest(1, by: .own).map(\.name) == ["load"])
  }
}
