import BenchModel
import Statistics
import Testing

@Suite struct DependenceTests {
  struct Fixture: Decodable {
    struct Series: Decodable {
      let name: String
      let data: [Double]
      let autocorrelations: [Double]
      let autocorrelationTime: Double
      let window: Int
    }
    struct Processes: Decodable {
      let name: String
      let groups: [[Double]]
      let coefficient: Double
      let designEffect: Double
      let effectiveCount: Double
      let processStandardDeviation: Double
      let readingStandardDeviation: Double
    }
    let series: [Series]
    let processes: [Processes]
  }

  /// scipy's direct correlation, and the windowing rule of `emcee` written in numpy.
  @Test func `measures correlation along time as scipy does`() throws {
    for expected in try fixture("dependence.json", as: Fixture.self).series {
      let autocorrelation = try #require(Autocorrelation(of: expected.data))
      for (lag, value) in expected.autocorrelations.enumerated() {
        let difference = autocorrelation[lag: lag] - value
        #expect(difference.magnitude < 1e-11, "\(expected.name), lag \(lag)")
      }
      let time = try #require(AutocorrelationTime(of: expected.data))
      #expect(agrees(time.time, expected.autocorrelationTime), "\(expected.name)")
      #expect(time.windowReadings == expected.window, "\(expected.name)")
      #expect(
        agrees(time.effectiveCount, Double(expected.data.count) / expected.autocorrelationTime))
    }
  }

  /// In theory τ = (1 + φ)/(1 − φ), 3 for φ = ½; the estimate scatters by about 8 % here.
  @Test func `finds the correlation time of an autoregressive series`() throws {
    let seed: UInt64 = 31
    var random = SeededGenerator(seed: seed)
    var level = 0.0
    let series = (0..<10_000).map { _ in
      level = 0.5 * level + random.unitInterval() - 0.5
      return level
    }
    let time = try #require(AutocorrelationTime(of: series))
    #expect((time.time - 3).magnitude < 0.9, "seed \(seed)")
    #expect(time.isReliable)
    #expect(try !#require(AutocorrelationTime(of: Array(series[..<60]))).isReliable)
  }

  /// A ramp resembles itself at every lag up to a third of its length, past the limit of 2,000.
  @Test func `a drift stops at the limit and says so`() throws {
    let time = try #require(AutocorrelationTime(of: (0..<7_000).map(Double.init)))
    #expect(time.windowReadings == 2_000)
    #expect(!time.isReliable)
  }

  @Test func `what does not vary is not correlated`() {
    #expect(Autocorrelation(of: [0.1, 0.1, 0.1]) == nil)
    #expect(Autocorrelation(of: [7]) == nil)
    #expect(AutocorrelationTime(of: [2, 2]) == nil)
  }

  /// The analysis of variance in exact rational arithmetic.
  @Test func `splits the variance of unequal processes`() throws {
    for expected in try fixture("dependence.json", as: Fixture.self).processes {
      let samples = try expected.groups.map { try Sample($0, in: .seconds) }
      let actual = try #require(IntraclassCorrelation(of: samples))
      #expect(agrees(actual.coefficient, expected.coefficient), "\(expected.name)")
      #expect(agrees(actual.designEffect, expected.designEffect), "\(expected.name)")
      #expect(agrees(actual.effectiveCount, expected.effectiveCount), "\(expected.name)")
      #expect(
        agrees(actual.processStandardDeviation, expected.processStandardDeviation),
        "\(expected.name)")
      #expect(
        agrees(actual.readingStandardDeviation, expected.readingStandardDeviation),
        "\(expected.name)")
      #expect(actual.processes == expected.groups.count)
      #expect(actual.readings == expected.groups.reduce(0) { $0 + $1.count })
    }
  }

  struct Reference: Decodable {
    struct Anova: Decodable {
      let name: String
      let betweenMeanSquare: Double
      let withinMeanSquare: Double
      let groups: [[Double]]
    }
    let oneWayAnova: [Anova]
  }

  /// NIST certifies the mean squares B and W; with *n* readings each, ρ = (B − W)/(B + (n − 1)W).
  @Test func `reaches the certified mean squares of the NIST datasets`() throws {
    for dataset in try fixture("nist.json", as: Reference.self).oneWayAnova {
      let samples = try dataset.groups.map { try Sample($0, in: .ratio) }
      let actual = try #require(IntraclassCorrelation(of: samples))
      let (between, within) = (dataset.betweenMeanSquare, dataset.withinMeanSquare)
      let size = Double(dataset.groups[0].count)
      let expected = (between - within) / (between + (size - 1) * within)
      #expect(agrees(actual.coefficient, expected, within: 1e-8), "\(dataset.name)")
      #expect(
        agrees(actual.readingStandardDeviation, within.squareRoot(), within: 1e-8),
        "\(dataset.name)")
    }
  }

  /// By hand: readings that are equal within a process make its other readings worthless.
  @Test func `a process that repeats itself is worth one reading`() throws {
    let samples = try [1.0, 2, 5].map { try Sample([$0, $0, $0, $0], in: .seconds) }
    let actual = try #require(IntraclassCorrelation(of: samples))
    #expect(actual.coefficient == 1)
    #expect(actual.designEffect == 4)
    #expect(actual.effectiveCount == 3)
    #expect(actual.readingStandardDeviation == 0)
  }

  @Test func `one process, one reading each, or no variation say nothing`() throws {
    let one = try Sample([1, 2, 3], in: .seconds)
    let single = try Sample([4], in: .seconds)
    let flat = try Sample([2, 2], in: .seconds)
    #expect(IntraclassCorrelation(of: [one]) == nil)
    #expect(IntraclassCorrelation(of: [single, single]) == nil)
    #expect(IntraclassCorrelation(of: [flat, flat]) == nil)
  }

  /// Scaling every reading by 2¹⁰⁰⁰ or 2⁻¹⁰⁰⁰ must not change a share.
  @Test(arguments: [0x1p1000, 0x1p-1000])
  func `extreme magnitudes neither overflow nor vanish`(factor: Double) throws {
    let groups = [[1.0, 2, 4], [3.0, 5, 4]]
    let plain = try groups.map { try Sample($0, in: .seconds) }
    let scaled = try groups.map { try Sample($0.map { $0 * factor }, in: .seconds) }
    let expected = try #require(IntraclassCorrelation(of: plain))
    let actual = try #require(IntraclassCorrelation(of: scaled))
    #expect(agrees(actual.coefficient, expected.coefficient, within: 1e-14))
    #expect(
      agrees(
        actual.readingStandardDeviation, expected.readingStandardDeviation * factor, within: 1e-14))
  }
}
