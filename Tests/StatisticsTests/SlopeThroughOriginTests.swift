import Statistics
import Testing

@Suite struct SlopeThroughOriginTests {
  struct Case: Decodable {
    let name: String
    let iterations: [Int]
    let totals: [Double]
    let weighting: String
    let weights: [Double]
    let slope: Double
    let standardError: Double
    let rSquared: Double
  }

  private func loops(_ iterations: [Int], _ totals: [Double]) -> [SlopeThroughOrigin.Loop] {
    zip(iterations, totals).map { SlopeThroughOrigin.Loop(iterations: $0, total: $1) }
  }

  /// numpy's least squares on weighted rows.
  @Test func `fits the line that numpy fits`() throws {
    for expected in try fixture("slope.json", as: [Case].self) {
      let weighting: SlopeThroughOrigin.Weighting =
        switch expected.weighting {
        case "equal": .equal
        case "inverseIterations": .inverseIterations
        default: .given(expected.weights)
        }
      let fit = try #require(
        SlopeThroughOrigin(
          of: loops(expected.iterations, expected.totals), weighting: weighting))
      #expect(agrees(fit.slope, expected.slope), "\(expected.name)")
      #expect(try agrees(#require(fit.standardError), expected.standardError), "\(expected.name)")
      #expect(try agrees(#require(fit.rSquared), expected.rSquared), "\(expected.name)")
    }
  }

  struct Certified: Sendable {
    let iterations: [Int]
    let totals: [Double]
    let slope: Double
    let standardError: Double
    let rSquared: Double
  }

  private static let noIntercept = [
    Certified(
      iterations: Array(60...70), totals: (130...140).map(Double.init), slope: 2.07438016528926,
      standardError: 0.0165289256198347, rSquared: 0.999365492298663),
    Certified(
      iterations: [4, 5, 6], totals: [3, 4, 4], slope: 0.727272727272727,
      standardError: 0.0420827318078432, rSquared: 0.993348115299335),
  ]

  /// NIST Statistical Reference Datasets NoInt1 and NoInt2, certified.
  @Test(arguments: noIntercept)
  func `reaches the certified values of the NIST datasets`(dataset: Certified) throws {
    let fit = try #require(
      SlopeThroughOrigin(of: loops(dataset.iterations, dataset.totals), weighting: .equal))
    #expect(agrees(fit.slope, dataset.slope, within: 1e-13))
    #expect(try agrees(#require(fit.standardError), dataset.standardError, within: 1e-12))
    #expect(try agrees(#require(fit.rSquared), dataset.rSquared, within: 1e-13))
  }

  /// Printed table: t₀.₉₇₅ with 2 degrees of freedom is 4.302653.
  @Test func `the interval reaches Student's quantile times the standard error`() throws {
    let fit = try #require(
      SlopeThroughOrigin(of: loops([4, 5, 6], [3, 4, 4]), weighting: .equal))
    let estimate = try #require(fit.estimate(coverage: 0.95))
    #expect(estimate.method == .student(degreesOfFreedom: 2))
    #expect(estimate.point == fit.slope)
    #expect(agrees(estimate.high - fit.slope, 4.302653 * 0.0420827318078432, within: 1e-6))
    #expect(agrees(fit.slope - estimate.low, estimate.high - fit.slope, within: 1e-12))
  }

  @Test func `inverse weights divide all time by all iterations`() throws {
    let fit = try #require(SlopeThroughOrigin(of: loops([1, 3], [5, 7])))
    #expect(fit.slope == 3)
  }

  @Test func `one loop has a slope and nothing else`() throws {
    let fit = try #require(SlopeThroughOrigin(of: loops([4], [2])))
    #expect(fit.slope == 0.5)
    #expect(fit.standardError == nil)
    #expect(fit.estimate(coverage: 0.95) == nil)
    #expect(fit.rSquared == 1)
    #expect(SlopeThroughOrigin(of: []) == nil)
  }

  @Test func `loops that took no time explain nothing`() throws {
    let fit = try #require(SlopeThroughOrigin(of: loops([1, 2], [0, 0])))
    #expect(fit.slope == 0)
    #expect(fit.rSquared == nil)
  }

  /// Multiplying all totals multiplies the slope and leaves the fit as good as it was.
  @Test(arguments: [0x1p1010, 0x1p-1010])
  func `extreme magnitudes neither overflow nor vanish`(factor: Double) throws {
    let plain = try #require(SlopeThroughOrigin(of: loops([4, 5, 6], [3, 4, 4])))
    let scaled = try #require(
      SlopeThroughOrigin(of: loops([4, 5, 6], [3 * factor, 4 * factor, 4 * factor])))
    #expect(agrees(scaled.slope, plain.slope * factor, within: 1e-14))
    #expect(scaled.rSquared == plain.rSquared)
  }
}
