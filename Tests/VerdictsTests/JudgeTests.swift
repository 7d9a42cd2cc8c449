import BenchModel
import Foundation
import Statistics
import Testing
import Verdicts

@Suite struct JudgeTests {
  private let judge = Judge(policy: Policy())

  private func comparison(_ name: String, _ units: [LockstepUnit]) -> BenchmarkComparison {
    BenchmarkComparison(benchmark: Bench.description(name), units: units)
  }

  private func repeated(
    _ count: Int, from first: Int = 0, _ unit: (Int) -> LockstepUnit
  ) -> [LockstepUnit] {
    (first..<(first + count)).map(unit)
  }

  // MARK: Changes

  @Test func `what is flagged and confirmed has regressed, by the confirmation's estimate`() throws
  {
    let seed: UInt64 = 1
    var bench = Bench(seed: seed)
    let first = bench.units(24, effect: 0.08, deviation: 0.005)
    let fresh = bench.units(12, effect: 0.05, deviation: 0.005, stage: .confirmation)
    let before = [comparison("a", first)]
    #expect(judge.pairsToConfirm(before) == [Bench.name("a"): 24])
    let suite = judge.verdict(on: [comparison("a", first + fresh)])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == .regressed)
    #expect(verdict.isConfirmed == true)
    #expect(verdict.isGating)
    #expect(suite.color == .red)
    let effect = try #require(verdict.effect)
    // The world's 5 % within its interval; the first stage's 8 % far outside.
    #expect(effect.low < 0.05 && 0.05 < effect.high && effect.high < 0.07, "seed \(seed)")
    #expect(effect.method == .signFlip(units: 12))
    #expect(verdict.units == 36)
    #expect(try #require(verdict.eValue) >= 100)
    #expect(try #require(verdict.adjustedPValue) <= 0.05)
    #expect(judge.changes(in: [comparison("a", first + fresh)]) == [Bench.name("a"): .slower])
  }

  @Test func `exchanging base and candidate exchanges the verdict`() throws {
    var bench = Bench(seed: 2)
    let first = bench.units(24, effect: -0.05, deviation: 0.005)
    let fresh = bench.units(12, effect: -0.05, deviation: 0.005, stage: .confirmation)
    let suite = judge.verdict(on: [comparison("a", first + fresh)])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == .improved)
    #expect(verdict.isConfirmed == true)
    #expect(suite.color == .green)
    #expect(try #require(verdict.effect).high < 0)
  }

  @Test(arguments: [0.0, -0.05])
  func `what fresh processes do not show is inconclusive`(effect: Double) throws {
    var bench = Bench(seed: 3)
    let first = bench.units(24, effect: 0.05, deviation: 0.005)
    let fresh = bench.units(12, effect: effect, deviation: 0.005, stage: .confirmation)
    let suite = judge.verdict(on: [comparison("a", first + fresh)])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == .inconclusive)
    #expect(verdict.isConfirmed == false)
    #expect(verdict.reason == "flagged, but fresh processes did not confirm")
    #expect(suite.color == .green)
  }

  @Test func `what is flagged and never measured again is inconclusive`() throws {
    var bench = Bench(seed: 4)
    let suite = judge.verdict(
      on: [comparison("a", bench.units(24, effect: 0.05, deviation: 0.005))])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(verdict.verdict == .inconclusive)
    #expect(
      verdict.reason == "flagged, but no fresh processes were measured to confirm it")
  }

  @Test func `a flag is confirmed on its own units, however convincing the first ones`() throws {
    var bench = Bench(seed: 5)
    let first = bench.units(24, effect: 0.5, deviation: 0.001)
    // Four pairs cannot have a p-value below 1/16.
    let fresh = bench.units(4, effect: 0.5, deviation: 0.001, stage: .confirmation)
    let suite = judge.verdict(on: [comparison("a", first + fresh)])
    #expect(suite.verdict(on: "a")?.isConfirmed == false)
  }

  // MARK: No changes

  @Test func `equivalent is what was shown to be close, not what was not found`() throws {
    let seed: UInt64 = 6
    var bench = Bench(seed: seed)
    let suite = judge.verdict(on: [
      comparison("close", bench.units(24, effect: 0, deviation: 0.005)),
      comparison("noisy", bench.units(24, effect: 0, deviation: 0.08)),
    ])
    #expect(suite.verdict(on: "close")?.verdict == .equivalent, "seed \(seed)")
    #expect(suite.verdict(on: "noisy")?.verdict == .inconclusive, "seed \(seed)")
    #expect(suite.color == .green)
    #expect(suite.verdict(on: "close")?.smallestDetectableEffect == nil)
  }

  /// By the rule's own reading: at the end, equivalent means that the 95 % interval lies
  /// within ±2 %.
  @Test func `at the end equivalence is the interval within the margin`() throws {
    let seed: UInt64 = 8
    var bench = Bench(seed: seed)
    var seen: Set<Verdict> = []
    for step in 0..<12 {
      var policy = Policy()
      // No early end: 2/α grows beyond any wealth, while half of α stays what the end uses.
      policy.fewestPairs = 24
      let effect = Double(step) * 0.0016
      let suite = Judge(policy: policy).verdict(
        on: [comparison("a", bench.units(24, effect: effect, deviation: 0.012, hasWall: false))])
      let verdict = try #require(suite.verdict(on: "a"))
      let interval = try #require(verdict.effect)
      let isWithin = interval.high < 0.02 && interval.low > 1 / 1.02 - 1
      if isWithin && verdict.isConfirmed == nil {
        #expect(verdict.verdict == .equivalent, "step \(step), seed \(seed)")
      }
      seen.insert(verdict.verdict)
    }
    #expect(seen.isSuperset(of: [.equivalent, .inconclusive]), "seed \(seed)")
  }

  /// Of 150 benchmarks that changed by just what they were said to be able to show, nine in ten
  /// must be found by both stages. The world's normal noise is the one that the formula assumes;
  /// four binomial deviations and the scatter of the estimate itself are allowed.
  @Test func `the smallest detectable effect is found nine times in ten`() throws {
    let seed: UInt64 = 9
    var bench = Bench(seed: seed)
    var sizes: [Double] = []
    for _ in 0..<12 {
      let suite = judge.verdict(
        on: [comparison("a", bench.units(24, effect: 0.015, deviation: 0.03, hasWall: false))])
      if let size = suite.verdict(on: "a")?.smallestDetectableEffect { sizes.append(size) }
    }
    #expect(sizes.count >= 6, "seed \(seed)")
    let size = sizes.reduce(0, +) / Double(sizes.count)
    var found = 0
    for _ in 0..<150 {
      let units =
        bench.units(24, effect: size, deviation: 0.03, hasWall: false)
        + bench.units(
          Policy().confirmationPairs.upperBound, effect: size, deviation: 0.03,
          stage: .confirmation, hasWall: false)
      if !judge.changes(in: [comparison("a", units)]).isEmpty { found += 1 }
    }
    print("detectable \(size): found \(found) of 150; seed \(seed)")
    #expect(Double(found) / 150 > 0.9 - 4 * 0.0245, "\(found) of 150, seed \(seed)")
    #expect(Double(found) / 150 < 0.995, "\(found) of 150, seed \(seed)")
  }

  @Test func `too few pairs say so, and too few clean ones are not thrown away`() throws {
    let comparisons = [
      comparison("few", repeated(7) { Bench.unit(pair: $0, ratio: 2) }),
      comparison(
        "dirty",
        repeated(20) {
          Bench.unit(pair: $0, ratio: 2, preempted: $0 < 15 ? 8 : 0, voluntary: 1)
        }),
    ]
    let suite = judge.verdict(on: comparisons)
    let few = try #require(suite.verdict(on: "few"))
    #expect(few.verdict == .inconclusive)
    #expect(few.reason == "a verdict needs 8 process pairs, 7 ran")
    #expect(suite.color == .green)
    // Once preempted blocks are kept, all twenty pairs say the same.
    let dirty = try #require(suite.verdict(on: "dirty", .wallTime))
    #expect(dirty.isConfirmed == false)
    #expect(dirty.units == 20)
    #expect(dirty.blocks == 20 * 8)
    #expect(dirty.droppedBlocks == 0)
    #expect(judge.pairsToConfirm([comparisons[1]]) == [Bench.name("dirty"): 24])
  }

  @Test func `a noisy verdict on preempted blocks says what it rests on`() {
    let seed: UInt64 = 21
    var bench = Bench(seed: seed)
    let units = repeated(24) {
      Bench.unit(pair: $0, ratio: exp(0.1 * bench.normal()), preempted: 8, voluntary: 1)
    }
    let suite = judge.verdict(on: [comparison("a", units)])
    #expect(suite.verdict(on: "a", .wallTime)?.verdict == .inconclusive, "seed \(seed)")
    #expect(
      suite.verdict(on: "a", .wallTime)?.reason
        == "nearly every block was preempted, so preempted ones were kept")
  }

  @Test func `a suite too large for its pairs is told how many it takes`() throws {
    var bench = Bench(seed: 10)
    let comparisons = (0..<100).map {
      comparison("b\($0)", bench.units(8, effect: 0.05, deviation: 0.03, allocations: nil))
    }
    let suite = judge.verdict(on: comparisons)
    #expect(
      suite.verdict(on: "b0")?.reason
        == "8 process pairs can flag nothing in a suite of 100; it takes 13")
    #expect(suite.verdict(on: "b0")?.smallestDetectableEffect == nil)
  }

  // MARK: Clocks

  @Test func `processor time decides for a body that computes, wall clock for one that waits`() {
    let suite = judge.verdict(on: [
      comparison("computes", repeated(8) { Bench.unit(pair: $0, ratio: 1, wallRatio: 3) }),
      comparison(
        "waits", repeated(8) { Bench.unit(pair: $0, ratio: 3, wallRatio: 1, voluntary: 2) }),
      comparison(
        "threads", repeated(8) { Bench.unit(pair: $0, ratio: 3, wallRatio: 1, scope: .process) }),
    ])
    #expect(suite.verdict(on: "computes", .cpuTime)?.isGating == true)
    #expect(suite.verdict(on: "computes", .wallTime)?.isGating == false)
    for name in ["waits", "threads"] {
      #expect(suite.verdict(on: name, .cpuTime)?.isGating == false)
      #expect(suite.verdict(on: name, .wallTime)?.isGating == true)
    }
    #expect(suite.verdicts.filter(\.isGating).allSatisfy { $0.verdict == .equivalent })
    #expect(suite.color == .green)
  }

  /// By hand: three of eight blocks are clean, so five are dropped; with two clean all eight count
  /// for processor time. A process's own switches drop nothing.
  @Test func `preempted blocks are dropped whole, while there are enough others`() {
    func blocks(_ preempted: Int, _ scope: CPUScope) -> (Int?, Int?) {
      let suite = judge.verdict(on: [
        comparison(
          "a", repeated(8) { Bench.unit(pair: $0, ratio: 1, scope: scope, preempted: preempted) })
      ])
      let metric: Metric = scope == .thread ? .cpuTime : .wallTime
      let verdict = suite.verdict(on: "a", metric)
      return (verdict?.blocks, verdict?.droppedBlocks)
    }
    #expect(blocks(5, .thread) == (24, 40))
    #expect(blocks(6, .thread) == (64, 0))
    #expect(blocks(8, .process) == (64, 0))
  }

  @Test func `slow bodies with few and long blocks keep them all`() {
    let units = repeated(8) { pair in
      let sample = Observation(
        iterations: 1, wallNanoseconds: 40_000_000, cpuNanoseconds: 30_000_000,
        voluntarySwitches: 1, involuntarySwitches: 1)
      return LockstepUnit(
        pair: pair, arm: .comparison, stage: .first, baseLayout: nil, candidateLayout: nil,
        cpuScope: .thread,
        blocks: [LockstepBlock(order: .abba, samples: Array(repeating: sample, count: 4))],
        baseAllocations: .unavailable(reason: "x"), candidateAllocations: .unavailable(reason: "x"))
    }
    let suite = judge.verdict(on: [comparison("slow", units)])
    #expect(suite.verdict(on: "slow", .wallTime)?.verdict == .equivalent)
    #expect(suite.verdict(on: "slow", .wallTime)?.blocks == 8)
    #expect(suite.verdict(on: "slow", .wallTime)?.base == 0.04)
    #expect(suite.warnings == ["Allocations were not compared: x"])
  }

  @Test func `a clock that reads zero is no clock`() {
    let units = repeated(8) { Bench.unit(pair: $0, ratio: 0, wallRatio: 1) }
    let suite = judge.verdict(on: [comparison("a", units)])
    #expect(suite.verdict(on: "a", .cpuTime) == nil)
    #expect(suite.verdict(on: "a", .wallTime)?.isGating == true)
    #expect(suite.verdict(on: "a", .wallTime)?.verdict == .equivalent)
  }

  @Test func `the metric that does not gate is shown and changes no color`() throws {
    let seed: UInt64 = 12
    var bench = Bench(seed: seed)
    var units: [LockstepUnit] = []
    for stage in [LockstepUnit.Stage.first, .confirmation] {
      units += repeated(12) {
        Bench.unit(
          pair: $0, ratio: 1, wallRatio: 1.5 * exp(0.01 * bench.normal()), stage: stage)
      }
    }
    let confirmed = judge.verdict(on: [comparison("a", units)])
    let wall = try #require(confirmed.verdict(on: "a", .wallTime))
    #expect(wall.verdict == .regressed, "seed \(seed)")
    #expect(!wall.isGating)
    #expect(confirmed.color == .green)
    #expect(judge.pairsToConfirm([comparison("a", units)]).isEmpty)
  }

  // MARK: Allocations

  @Test(arguments: [
    (500, 500, 0.0, Verdict.equivalent), (500, 501, 0, .regressed), (500, 499, 0, .improved),
    (500, 501, 0.01, .equivalent), (0, 0, 0, .equivalent), (0, 3, 0, .regressed),
    (3, 0, 0, .improved),
  ])
  func `exact counts need no statistics`(
    base: Int, candidate: Int, margin: Double, expected: Verdict
  ) throws {
    var policy = Policy()
    policy.allocationMargin = margin
    let units = repeated(8) {
      Bench.unit(pair: $0, ratio: 1, allocations: (base, candidate))
    }
    let judge = Judge(policy: policy)
    let suite = judge.verdict(on: [comparison("a", units)])
    let verdict = try #require(suite.verdict(on: "a", .allocations))
    #expect(verdict.verdict == expected)
    #expect(verdict.pValue == nil)
    #expect(suite.color == (expected == .regressed ? .red : .green))
    #expect(judge.pairsToConfirm([comparison("a", units)]).isEmpty)
    if base == 0 && candidate > 0 {
      #expect(verdict.effect == nil)
      #expect(verdict.reason == "from none there is no relative change")
    } else {
      let change = base == 0 ? 0 : Double(candidate) / Double(base) - 1
      #expect(verdict.effect?.point == change)
    }
  }

  @Test func `counts that vary must stand apart, and are confirmed`() throws {
    func units(_ shift: Int, _ count: Int, _ stage: LockstepUnit.Stage) -> [LockstepUnit] {
      repeated(count) {
        Bench.unit(
          pair: $0, ratio: 1, stage: stage,
          allocations: (500 + $0 % 5, 500 + ($0 + 2) % 5 + shift))
      }
    }
    // Two more, while the counts scatter by five: true on average, less than 2 %, and no change.
    let small = units(2, 24, .first) + units(2, 12, .confirmation)
    // Twenty more stand apart.
    let large = units(20, 24, .first)
    let confirmed = large + units(20, 12, .confirmation)
    let suite = judge.verdict(on: [comparison("small", small), comparison("large", confirmed)])
    #expect(suite.verdict(on: "small", .allocations)?.verdict == .equivalent)
    let verdict = try #require(suite.verdict(on: "large", .allocations))
    #expect(verdict.verdict == .regressed)
    #expect(verdict.isConfirmed == true)
    #expect(judge.pairsToConfirm([comparison("large", large)]) == [Bench.name("large"): 24])
    #expect(
      judge.verdict(on: [comparison("large", large)]).verdict(on: "large", .allocations)?.verdict
        == .inconclusive)
  }

  /// Counts scatter alike on both sides; over 20 suites of 5 no verdict may be a change.
  @Test func `noise in counts is never flagged`() {
    let seed: UInt64 = 14
    var bench = Bench(seed: seed)
    var flagged = 0
    for _ in 0..<20 {
      let comparisons = (0..<5).map { index in
        comparison(
          "b\(index)",
          repeated(24) {
            Bench.unit(
              pair: $0, ratio: 1, blocks: 1,
              allocations: (
                500 + bench.random.index(below: 3), 500 + bench.random.index(below: 3)
              ))
          })
      }
      flagged += judge.pairsToConfirm(comparisons).count
    }
    #expect(flagged == 0, "seed \(seed)")
  }

  // MARK: The suite

  @Test func `what gave no number fails the suite`() {
    var crashed = comparison("crashed", [])
    crashed.failure = BenchmarkComparison.Failure(
      side: .candidate, failure: BenchmarkFailure(.crashed, "the worker was ended by signal 11"))
    var context = SuiteContext()
    context.expected = ["crashed", "gone", "fine", "unread"].map(Bench.name)
    let suite = judge.verdict(
      on: [
        crashed, comparison("fine", repeated(8) { Bench.unit(pair: $0, ratio: 1) }),
        comparison("new", repeated(8) { Bench.unit(pair: $0, ratio: 1) }),
        comparison(
          "unread",
          repeated(8) { Bench.unit(pair: $0, ratio: $0 < 5 ? 1 : 0) }),
        comparison("skipped", []),
      ], in: context)
    #expect(suite.color == .failed)
    #expect(
      suite.missing == [
        SuiteVerdict.Missing(
          benchmark: Bench.name("crashed"),
          reason: "crashed (candidate): the worker was ended by signal 11"),
        SuiteVerdict.Missing(benchmark: Bench.name("gone"), reason: "no longer declared"),
        SuiteVerdict.Missing(
          benchmark: Bench.name("skipped"), reason: "no process pair measured it"),
        SuiteVerdict.Missing(
          benchmark: Bench.name("unread"),
          reason: "5 of its 8 process pairs gave a time"),
      ])
    #expect(suite.verdict(on: "unread", .wallTime)?.verdict == .invalid)
    #expect(
      suite.verdict(on: "unread", .wallTime)?.reason
        == "a verdict needs 8 usable process pairs, 5 of 8 gave a time")
    #expect(suite.added == [Bench.name("new"), Bench.name("skipped")])
  }

  @Test func `verdicts do not depend on the order of benchmarks`() {
    var bench = Bench(seed: 15)
    let comparisons = (0..<6).map {
      comparison("b\($0)", bench.units(24, effect: 0.01 * Double($0), deviation: 0.01))
    }
    let suite = judge.verdict(on: comparisons)
    #expect(judge.verdict(on: comparisons.reversed()) == suite)
    #expect(suite.verdicts.map(\.benchmark) == suite.verdicts.map(\.benchmark).sorted())
  }

  @Test func `a verdict survives JSON, whatever it holds`() throws {
    var bench = Bench(seed: 16)
    let suite = judge.verdict(on: [
      comparison("a", bench.units(24, effect: 3, deviation: 0.3)),
      comparison("b", repeated(3) { Bench.unit(pair: $0, ratio: 1, allocations: (0, 5)) }),
      comparison("c", repeated(9) { Bench.unit(pair: $0, ratio: 1, allocations: (0, 5)) }),
      comparison("d", []),
    ])
    let json = try JSONEncoder().encode(suite)
    #expect(try JSONDecoder().decode(SuiteVerdict.self, from: json) == suite)
  }

  // MARK: Control

  private func controlled(
    _ count: Int, ratio: Double, deviation: Double = 0.003, seed: UInt64
  ) -> [LockstepUnit] {
    var bench = Bench(seed: seed)
    return repeated(8) { Bench.unit(pair: $0, ratio: 1) }
      + bench.units(count, effect: ratio - 1, deviation: deviation, arm: .control)
  }

  @Test func `a copy that differs from its original makes the suite invalid`() throws {
    let suite = judge.verdict(on: [
      comparison("a", controlled(16, ratio: 1, seed: 1)),
      comparison("b", controlled(16, ratio: 1.05, seed: 2)),
      comparison("c", controlled(16, ratio: 1, seed: 3)),
    ])
    #expect(suite.color == .invalid)
    let control = try #require(suite.control)
    #expect(control.flagged == [Bench.name("b")])
    #expect(control.pairs == 16)
    #expect(control.benchmarks == 3)
    #expect(control.commonShift == nil)
    #expect(suite.verdict(on: "a")?.verdict == .invalid)
    #expect(suite.verdict(on: "a", .allocations)?.verdict == .equivalent)
  }

  /// Each benchmark alone has too few pairs for its part of the errors; together they have enough.
  @Test func `a shift that all copies share makes the suite invalid`() throws {
    let suite = judge.verdict(
      on: (0..<12).map {
        comparison("b\($0)", controlled(10, ratio: 1.03, seed: UInt64($0)))
      })
    #expect(suite.color == .invalid)
    let shift = try #require(suite.control?.commonShift)
    #expect((shift - 0.03).magnitude < 0.003)
    #expect(suite.control?.flagged == [])
    #expect(suite.warnings.contains { $0.hasPrefix("All copies of the base were") })
  }

  @Test func `a small control arm says that it can find nothing`() {
    let suite = judge.verdict(on: [comparison("a", controlled(4, ratio: 2, seed: 4))])
    #expect(suite.color == .green)
    #expect(suite.control?.isFlagged == false)
    #expect(
      suite.warnings == [
        "The control arm had 4 process pairs; it takes 10 before it can find a fault in one of "
          + "1 benchmarks."
      ])
  }

  // MARK: Where scatter comes from

  /// A world in which 80 % of the variance is the layout's: σ² of 0.8, 0.2; units share layouts.
  @Test(arguments: [(0.8, 0.5...1.0), (0.0, 0.0...0.4)])
  func `layouts that come again show their part`(
    part: Double, expected: ClosedRange<Double>
  ) throws {
    let seed: UInt64 = 18
    var bench = Bench(seed: seed)
    let layouts = (0..<12).map { _ in bench.normal() * part.squareRoot() }
    let units = repeated(48) { pair in
      let layout = pair % 12
      let noise = bench.normal() * (1 - part).squareRoot()
      return Bench.unit(
        pair: pair, ratio: exp(0.01 * (layouts[layout] + noise)),
        layouts: (UInt64(layout), UInt64(layout + 100)))
    }
    let suite = judge.verdict(on: [comparison("a", units)])
    let verdict = try #require(suite.verdict(on: "a"))
    #expect(expected.contains(try #require(verdict.layoutShare)), "seed \(seed)")
    // All blocks of a unit agree here, so all scatter is between units.
    #expect(try #require(verdict.processShare) > 0.95)
  }

  /// Each side draws its layout from six of its own; a layout's part is the same on both.
  @Test func `layouts drawn for each side show their part together`() throws {
    let seed: UInt64 = 19
    var bench = Bench(seed: seed)
    let bases = (0..<6).map { _ in bench.normal() }
    let candidates = (0..<6).map { _ in bench.normal() }
    let units = repeated(60) { pair in
      let (base, candidate) = (bench.random.index(below: 6), bench.random.index(below: 6))
      let contrast = candidates[candidate] - bases[base] + 0.3 * bench.normal()
      return Bench.unit(
        pair: pair, ratio: exp(0.01 * contrast), layouts: (UInt64(base), UInt64(candidate)))
    }
    let suite = judge.verdict(on: [comparison("a", units)])
    #expect(try #require(suite.verdict(on: "a")?.layoutShare) > 0.7, "seed \(seed)")
  }

  @Test func `layouts that never come again cannot be told from processes`() throws {
    var bench = Bench(seed: 20)
    let units = repeated(24) {
      Bench.unit(
        pair: $0, ratio: exp(0.01 * bench.normal()), layouts: (UInt64($0), UInt64($0 + 100)))
    }
    let suite = judge.verdict(on: [comparison("a", units)])
    #expect(suite.verdict(on: "a")?.layoutShare == nil)
    #expect(suite.verdict(on: "a")?.processShare != nil)
    let built = judge.verdict(on: [comparison("a", bench.units(24, effect: 0, deviation: 0.01))])
    #expect(built.verdict(on: "a")?.layoutShare == nil)
  }
}
