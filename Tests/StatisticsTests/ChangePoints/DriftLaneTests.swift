import Foundation
import Statistics
import Testing

@Suite struct DriftLaneTests {
  struct Fixture: Decodable {
    struct Case: Decodable {
      let series: [Double]
      let reference: [Int]
      let recent: [Int]
      let point: Double
      let low: Double
      let high: Double
      let degreesOfFreedom: Int
    }
    let drifts: [Case]
  }

  /// The means, the noise and the covariances in numpy, Student's quantile from scipy.
  @Test func `the interval is that of scipy`() throws {
    for expected in try fixture("change-points.json", as: Fixture.self).drifts {
      let reference = expected.reference[0]..<expected.reference[1]
      let drift = try #require(DriftLane().drift(of: expected.series, since: reference))
      #expect(drift.reference == reference)
      #expect(drift.recent == expected.recent[0]..<expected.recent[1])
      #expect(
        drift.change.method == .student(degreesOfFreedom: expected.degreesOfFreedom))
      for (actual, wanted) in [
        (drift.change.point, expected.point), (drift.change.low, expected.low),
        (drift.change.high, expected.high),
      ] {
        #expect((actual - wanted).magnitude < 1e-9)
      }
    }
  }

  /// Alternating noise of 4 % on a creep of 10 % over 24 runs: the medians of the thirds are
  /// 3 to 4 % apart, no split stands out, and yet the last ten are 6 % above the first (0.0579 is
  /// the difference of the means of their logarithms, by Python).
  @Test func `a creep is reported where no step is`() throws {
    let noise = [0.0, 5, -4, 2, -6, 3, 6, -3, 1, -5, 4, -2]
    let series = (0..<24).map { 100 * exp(0.01 * noise[$0 % 12] + 0.1 * Double($0) / 23) }
    #expect(ChangePointDetector().changePoints(in: series) == [])
    let drift = try #require(DriftLane().drift(of: series, since: 0..<10))
    #expect((drift.change.point - (exp(0.0579) - 1)).magnitude < 1e-4)
    #expect(drift.change.low > 0)
    #expect(drift.finding == .overBudget)
  }

  /// By hand: the ends of the interval against zero, and the point against the budget of 5 %.
  @Test(arguments: [
    (0.06, 0.01, 0.11, Drift.Finding.overBudget), (0.05, 0.04, 0.06, .overBudget),
    (0.04, 0.01, 0.07, .creeping), (0.06, -0.01, 0.13, .steady), (-0.04, -0.05, -0.03, .improved),
  ])
  func `a drift is judged by its interval and its size`(
    point: Double, low: Double, high: Double, finding: Drift.Finding
  ) {
    let drift = Drift(
      reference: 0..<10, recent: 10..<20, referenceCenter: 1, recentCenter: 1 + point,
      change: Estimate(
        point: point, low: low, high: high, coverage: 0.95, standardError: 0.01,
        method: .student(degreesOfFreedom: 9)), budget: 0.05)
    #expect(drift.finding == finding)
  }

  /// The stretch from 30 to 40 is the lowest, so it begins at a multiple of half a stretch.
  @Test func `the best stretch is the lowest`() throws {
    let pattern = [0.0, 1, -1, 0.5, -0.7, 0.2, 0.9, -0.4, -1.1, 0.6, 0.3]
    let series = (0..<80).map { (30..<40 ~= $0 ? 90 : 100) + pattern[$0 * $0 % 11] }
    let drift = try #require(DriftLane().driftSinceBest(of: series))
    #expect(drift.reference == 30..<40)
    #expect(drift.recent == 70..<80)
    #expect((drift.referenceCenter - 90).magnitude < 0.5)
    #expect((drift.recentCenter - 100).magnitude < 0.5)
    #expect(drift.finding == .overBudget)
    let named = try #require(DriftLane().drift(of: series, since: 30..<40))
    #expect(named.change.point == drift.change.point)
    #expect(named.change.low > drift.change.low)
  }

  @Test func `what cannot be told is nil`() {
    let lane = DriftLane()
    #expect(lane.drift(of: [1, 2, 3], since: 0..<1) == nil)
    #expect(lane.drift(of: Array(repeating: 1, count: 20), since: 0..<20) == nil)
    #expect(lane.drift(of: Array(repeating: 0, count: 20), since: 0..<5) == nil)
    #expect(lane.driftSinceBest(of: (1...19).map(Double.init)) == nil)
    #expect(lane.driftSinceBest(of: (1...20).map(Double.init)) != nil)
  }

  @Test func `equal runs have drifted by nothing`() throws {
    let drift = try #require(
      DriftLane().drift(of: Array(repeating: 8, count: 20), since: 0..<5))
    #expect((drift.change.low, drift.change.point, drift.change.high) == (0, 0, 0))
    #expect(drift.finding == .steady)
  }
}
