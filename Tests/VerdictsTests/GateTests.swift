import Foundation
import Statistics
import Testing
import Verdicts

/// The whole gate on synthetic noise. With `GATE_STUDY=1000` each study runs so many gates, which
/// wants a release build.
@Suite struct GateTests {
  private static func gates(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["GATE_STUDY"].flatMap(Int.init) ?? usual
  }

  private func report(_ name: String, _ outcome: GateStudy.Outcome, seed: UInt64) {
    func rate(_ part: Int, _ whole: Int) -> String {
      guard whole > 0 else { return "-" }
      let bounds = ClopperPearson(successes: part, trials: whole, coverage: 0.95)
      func percent(_ share: Double) -> Double { (share * 10_000).rounded() / 100 }
      return "\(part)/\(whole) (\(percent(bounds.low)) to \(percent(bounds.high)) %)"
    }
    print(
      "\(name): flagged \(rate(outcome.flagged, outcome.gates)), "
        + "red \(rate(outcome.red, outcome.gates)), "
        + "found \(rate(outcome.found, outcome.changed)), wrong \(outcome.wrong), "
        + "\(outcome.units) units; seed \(seed)")
  }

  /// The claim is 5 % flagged and 0.25 % red; a rate is refused when its chance under the claim is
  /// below one in 10,000.
  private func expectNull(_ outcome: GateStudy.Outcome, seed: UInt64) {
    let flagged = ClopperPearson(
      successes: outcome.flagged, trials: outcome.gates, coverage: 0.9998)
    #expect(flagged.low <= 0.05, "\(outcome.flagged) of \(outcome.gates), seed \(seed)")
    let red = ClopperPearson(successes: outcome.red, trials: outcome.gates, coverage: 0.9998)
    #expect(red.low <= 0.0025, "\(outcome.red) of \(outcome.gates), seed \(seed)")
  }

  @Test func `a suite that did not change is hardly ever red`() {
    let seed: UInt64 = 2024
    let outcome = GateStudy(benchmarks: 20, effects: []).run(gates: Self.gates(60), seed: seed)
    report("no change", outcome, seed: seed)
    expectNull(outcome, seed: seed)
    #expect(outcome.red == 0, "seed \(seed)")
  }

  /// Every benchmark as slow as nobody minds: here errors are most likely.
  @Test func `a suite at the margin is hardly ever red`() {
    let seed: UInt64 = 7
    let effects = [Double](repeating: 0.01, count: 20)
    let outcome = GateStudy(benchmarks: 20, effects: effects)
      .run(gates: Self.gates(12), seed: seed)
    report("at the margin", outcome, seed: seed)
    expectNull(outcome, seed: seed)
  }

  /// Bounds far below what is expected (some 70 % and 98 %), as two dozen gates scatter.
  @Test(arguments: [(0.02, 0.3), (0.05, 0.85)])
  func `a benchmark that changed among nineteen that did not is found`(
    effect: Double, atLeast: Double
  ) {
    let seed: UInt64 = 11
    let outcome = GateStudy(benchmarks: 20, effects: [effect])
      .run(gates: Self.gates(20), seed: seed)
    report("+\(effect * 100) %", outcome, seed: seed)
    #expect(Double(outcome.found) >= atLeast * Double(outcome.changed), "seed \(seed)")
    #expect(outcome.wrong == 0, "seed \(seed)")
  }

  /// A single-step test of the largest mean would find few of them.
  @Test func `many benchmarks that changed do not hide each other`() {
    let seed: UInt64 = 13
    let effects = (0..<20).map { $0 < 12 ? 0.05 : $0 < 15 ? 0.3 : 0 }
    let outcome = GateStudy(benchmarks: 20, effects: effects).run(
      gates: Self.gates(5), seed: seed)
    report("+5 % in twelve, +30 % in three", outcome, seed: seed)
    #expect(Double(outcome.found) >= 0.85 * Double(outcome.changed), "seed \(seed)")
    #expect(outcome.wrong == 0, "seed \(seed)")
  }
}
