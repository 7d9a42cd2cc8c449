import BenchModel
import Statistics
import Testing

@Suite struct DescribingTests {
  struct Case: Decodable {
    struct Quantile: Decodable {
      let probability: Double
      let value: Double
    }
    let name: String
    let data: [Double]
    let min: Double
    let max: Double
    let mean: Double
    let standardDeviation: Double?
    let median: Double
    let medianAbsoluteDeviation: Double
    let normalizedMedianAbsoluteDeviation: Double
    let quantiles: [Quantile]
  }

  /// Means and deviations in exact rational arithmetic, the rest from numpy and scipy.
  @Test func `describes samples of every size and magnitude as numpy does`() throws {
    for expected in try fixture("descriptive.json", as: [Case].self) {
      let sample = try Sample(expected.data, in: .seconds)
      #expect(sample.min == expected.min, "\(expected.name)")
      #expect(sample.max == expected.max, "\(expected.name)")
      #expect(agrees(sample.mean, expected.mean, within: 1e-15), "\(expected.name)")
      #expect(agrees(sample.median, expected.median), "\(expected.name)")
      #expect(
        agrees(sample.medianAbsoluteDeviation, expected.medianAbsoluteDeviation),
        "\(expected.name)")
      #expect(
        agrees(
          sample.normalizedMedianAbsoluteDeviation, expected.normalizedMedianAbsoluteDeviation),
        "\(expected.name)")
      #expect((sample.standardDeviation == nil) == (expected.standardDeviation == nil))
      if let actual = sample.standardDeviation, let deviation = expected.standardDeviation {
        #expect(agrees(actual, deviation, within: 1e-14), "\(expected.name)")
      }
      for quantile in expected.quantiles {
        let actual = sample.quantile(quantile.probability)
        #expect(agrees(actual, quantile.value), "\(expected.name), \(quantile.probability)")
      }
    }
  }

  struct Reference: Decodable {
    struct Univariate: Decodable {
      let name: String
      let mean: Double
      let standardDeviation: Double
      let lagOneAutocorrelation: Double
      let data: [Double]
    }
    let univariate: [Univariate]
  }

  /// NIST Statistical Reference Datasets, certified to 15 digits.
  @Test func `reaches the certified values of the NIST datasets`() throws {
    for dataset in try fixture("nist.json", as: Reference.self).univariate {
      let moments = Moments(of: dataset.data)
      let deviation = try #require(moments.standardDeviation)
      let neighbours = try #require(Autocorrelation(of: dataset.data))[lag: 1]
      #expect(agrees(moments.mean, dataset.mean, within: 1e-14), "\(dataset.name)")
      #expect(agrees(deviation, dataset.standardDeviation, within: 1e-12), "\(dataset.name)")
      #expect(agrees(neighbours, dataset.lagOneAutocorrelation, within: 1e-12), "\(dataset.name)")
    }
  }

  /// NIST NumAcc1 to NumAcc4: exactly 0.1 apart by construction, but no binary fraction is, so
  /// the digits that can be had shrink as the offset grows.
  @Test(arguments: [
    (offset: 1.0, digits: 1e-14), (1_000_000.0, 1e-9), (10_000_000.0, 1e-8),
  ])
  func `keeps its digits under a large offset`(offset: Double, digits: Double) throws {
    var data = [offset + 0.2]
    for _ in 0..<500 { data += [offset + 0.1, offset + 0.3] }
    let moments = Moments(of: data)
    let deviation = try #require(moments.standardDeviation)
    let neighbours = try #require(Autocorrelation(of: data))[lag: 1]
    #expect(agrees(moments.mean, offset + 0.2, within: 1e-15))
    #expect(agrees(deviation, 0.1, within: digits))
    #expect(agrees(neighbours, -0.999, within: digits))
    #expect(Moments(of: [10_000_001, 10_000_003, 10_000_002]).standardDeviation == 1)
  }

  /// The sum of 0..<n and of its squares in closed form: the variance is n(n + 1)/12.
  @Test func `a million readings are no different`() throws {
    let count = 1_000_000
    let data = (0..<count).map { Double(($0 * 7919) % count) }
    let moments = Moments(of: data)
    let deviation = try #require(moments.standardDeviation)
    #expect(moments.mean == 499_999.5)
    #expect(agrees(deviation, (1e6 * (1e6 + 1) / 12).squareRoot(), within: 1e-15))
  }

  /// By hand: deviation √2 of a mean of 2.
  @Test func `relates the deviation to the mean, where there is one`() throws {
    let variation = try Sample([1, 3], in: .seconds).coefficientOfVariation
    #expect(try agrees(#require(variation), 0.5.squareRoot(), within: 1e-15))
    #expect(try Sample([-1, 1], in: .seconds).coefficientOfVariation == nil)
    #expect(try Sample([4], in: .seconds).coefficientOfVariation == nil)
  }
}
