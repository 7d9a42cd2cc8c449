import Statistics
import Testing

@Suite struct DistributionTests {
  struct Quantile: Decodable {
    let probability: Double
    let value: Double
  }

  struct Cumulative: Decodable {
    let deviate: Double
    let value: Double
  }

  struct Laws: Decodable {
    struct Student: Decodable {
      let degreesOfFreedom: Double
      let quantiles: [Quantile]
      let cumulatives: [Cumulative]
    }
    let student: [Student]
    let normalQuantiles: [Quantile]
    let normalCumulatives: [Cumulative]
  }

  @Test func `follows scipy's Student law from one degree of freedom to a million`() throws {
    for law in try fixture("distributions.json", as: Laws.self).student {
      let student = StudentDistribution(degreesOfFreedom: law.degreesOfFreedom)
      for expected in law.cumulatives {
        let actual = student.cumulative(expected.deviate)
        #expect(
          agrees(actual, expected.value), "ν = \(law.degreesOfFreedom), t = \(expected.deviate)")
      }
      for expected in law.quantiles {
        let actual = student.quantile(expected.probability)
        #expect(
          agrees(actual, expected.value),
          "ν = \(law.degreesOfFreedom), p = \(expected.probability)")
      }
    }
  }

  @Test func `follows scipy's normal law`() throws {
    let laws = try fixture("distributions.json", as: Laws.self)
    for expected in laws.normalCumulatives {
      #expect(agrees(NormalDistribution.cumulative(expected.deviate), expected.value))
    }
    for expected in laws.normalQuantiles {
      let actual = NormalDistribution.quantile(expected.probability)
      #expect(agrees(actual, expected.value), "p = \(expected.probability)")
    }
  }

  /// Any printed table of Student's t.
  @Test(arguments: [(1.0, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (30, 2.042)])
  func `agrees with the printed table`(freedom: Double, expected: Double) {
    let quantile = StudentDistribution(degreesOfFreedom: freedom).quantile(0.975)
    #expect((quantile - expected).magnitude < 0.0005)
  }
}
