/// What scipy and full enumeration say; `Fixtures/generate-hypotheses.py` wrote it.
struct HypothesesFixture: Decodable {
  struct Flips: Decodable {
    let name: String
    let values: [Double]
    let bound: Double
    let greater: Double
    let less: Double
  }
  struct LargeFlips: Decodable {
    let values: [Double]
    let bound: Double
    let greater: Double
  }
  struct Interval: Decodable {
    let values: [Double]
    let coverage: Double
    let low: Double
    let high: Double
    let step: Double
  }
  struct Trimmed: Decodable {
    let values: [Double]
    let value: Double
    let standardError: Double
    let degreesOfFreedom: Double
  }
  struct Adjustment: Decodable {
    let pValues: [Double]
    let adjusted: [Double]
  }
  struct Ranks: Decodable {
    let first: [Double]
    let second: [Double]
    let statistic: Double
    let pValue: Double
    let isExact: Bool
  }
  struct Welch: Decodable {
    let first: [Double]
    let second: [Double]
    let bound: Double
    let degreesOfFreedom: Double
    let pValue: Double
    let greater: Double
    let low: Double
    let high: Double
  }
  struct Chance: Decodable {
    let successes: Int
    let trials: Int
    let coverage: Double
    let low: Double
    let high: Double
  }
  struct Prediction: Decodable {
    let past: [Double]
    let center: Double
    let reach: Double
  }
  struct Wealth: Decodable {
    let values: [Double]
    let bound: Double
    let prior: Double
    let value: Double
    let peak: Double
  }

  let signFlips: [Flips]
  let largeSignFlips: [LargeFlips]
  let intervals: [Interval]
  let trimmedMeans: [Trimmed]
  let holm: [Adjustment]
  let benjaminiHochberg: [Adjustment]
  let mannWhitney: [Ranks]
  let welch: [Welch]
  let clopperPearson: [Chance]
  let predictions: [Prediction]
  let wealths: [Wealth]

  static func read() throws -> HypothesesFixture {
    try fixture("hypotheses.json", as: HypothesesFixture.self)
  }
}
