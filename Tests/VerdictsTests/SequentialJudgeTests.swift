import BenchModel
import Foundation
import Statistics
import Testing
import Verdicts

@Suite struct SequentialJudgeTests {
  private let names = ["a", "b", "c", "d"].map(Bench.name)

  private func judge(_ policy: Policy = Policy()) -> SequentialJudge {
    SequentialJudge(benchmarks: names, policy: policy)
  }

  @Test func `nothing ends before the fewest pairs`() {
    var judge = judge()
    for pair in 0..<7 {
      #expect(judge.add(Bench.unit(pair: pair, ratio: 1), to: names[0]) == .goOn)
      #expect(judge.add(Bench.unit(pair: pair, ratio: 3), to: names[1]) == .goOn)
    }
    #expect(judge.open == names)
  }

  /// By hand: a bet wins 1.9-fold at most and four share the stake, so 4/0.01 = 400 takes ten
  /// values at least, and two more as long as half the gamblers hesitate.
  @Test(arguments: [(1.05, Direction.slower), (0.95, .faster)])
  func `a large change ends as flagged`(ratio: Double, direction: Direction) {
    var judge = judge()
    var pairs = 0
    while judge.decision(for: names[0]) == .goOn {
      pairs += 1
      judge.add(Bench.unit(pair: pairs, ratio: ratio), to: names[0])
    }
    #expect(judge.decision(for: names[0]) == .stop(.flagged(direction)))
    #expect((10...16).contains(pairs), "\(pairs)")
  }

  @Test func `no change ends as equivalent, soon`() {
    var judge = judge()
    for pair in 0..<8 { judge.add(Bench.unit(pair: pair, ratio: 1.001), to: names[2]) }
    #expect(judge.decision(for: names[2]) == .stop(.equivalent))
    #expect(judge.open == [names[0], names[1], names[3]])
  }

  @Test func `what is neither runs to the most pairs`() {
    let seed: UInt64 = 3
    var bench = Bench(seed: seed)
    var judge = judge()
    var pairs = 0
    for unit in bench.units(100, effect: 0.015, deviation: 0.08) {
      if judge.add(unit, to: names[0]) != .goOn { break }
      pairs += 1
    }
    #expect(judge.decision(for: names[0]) == .stop(.exhausted), "seed \(seed)")
    #expect(pairs + 1 == Policy().mostPairs)
  }

  @Test func `a decision is final, and other units change nothing`() {
    var judge = judge()
    for pair in 0..<24 {
      judge.add(Bench.unit(pair: pair, ratio: 2, arm: .control), to: names[0])
      judge.add(Bench.unit(pair: pair, ratio: 2, stage: .confirmation), to: names[0])
    }
    #expect(judge.decision(for: names[0]) == .goOn)
    for pair in 0..<8 { judge.add(Bench.unit(pair: pair, ratio: 1), to: names[0]) }
    for pair in 0..<20 { judge.add(Bench.unit(pair: pair, ratio: 2), to: names[0]) }
    #expect(judge.decision(for: names[0]) == .stop(.equivalent))
  }

  @Test func `pairs without a number count towards the end only`() {
    var judge = judge()
    let last = Policy().mostPairs - 1
    for pair in 0..<last {
      let unit = Bench.unit(pair: pair, ratio: 1, preempted: 8, voluntary: 1)
      #expect(judge.add(unit, to: names[0]) == .goOn)
    }
    judge.add(Bench.unit(pair: last, ratio: 1, preempted: 8, voluntary: 1), to: names[0])
    #expect(judge.decision(for: names[0]) == .stop(.exhausted))
  }

  /// The clock says "equivalent" at eight pairs; counts that vary and stand apart need more of
  /// them.
  @Test func `varying allocations that stand apart are measured on`() {
    var judge = judge()
    var pairs = 0
    while judge.decision(for: names[0]) == .goOn {
      judge.add(
        Bench.unit(pair: pairs, ratio: 1, allocations: (500 + pairs % 3, 600 + pairs % 2)),
        to: names[0])
      pairs += 1
    }
    #expect(judge.decision(for: names[0]) == .stop(.equivalent))
    #expect((9...16).contains(pairs), "\(pairs)")
  }
}
