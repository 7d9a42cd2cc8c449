import Statistics
import Testing

@Suite struct HypothesesTests {
  /// scipy's `trim_mean`, and the error in its trimmed t-test.
  @Test func `trims as scipy does`() throws {
    for expected in try HypothesesFixture.read().trimmedMeans {
      let actual = TrimmedMean(of: expected.values)
      #expect(agrees(actual.value, expected.value))
      #expect(try agrees(#require(actual.standardError), expected.standardError))
      #expect(Double(actual.degreesOfFreedom) == expected.degreesOfFreedom.rounded())
    }
    #expect(TrimmedMean(of: [7]).standardError == nil)
    #expect(TrimmedMean(of: [7]).value == 7)
    // By hand: of five one goes on each side, so the center is (2 + 3 + 4)/3.
    #expect(TrimmedMean(of: [1e9, 3, 2, 4, -1e9]).value == 3)
  }

  /// The closed test that Holm abbreviates, every set of hypotheses counted out.
  @Test func `Holm rejects what the closed test rejects`() throws {
    for expected in try HypothesesFixture.read().holm {
      for (actual, value) in zip(PValueAdjustment.holm(expected.pValues), expected.adjusted) {
        #expect(agrees(actual, value), "\(expected.pValues)")
      }
    }
    #expect(PValueAdjustment.holm([]).isEmpty)
  }

  /// scipy's `false_discovery_control`.
  @Test func `Benjamini and Hochberg adjust as scipy does`() throws {
    for expected in try HypothesesFixture.read().benjaminiHochberg {
      let actual = PValueAdjustment.benjaminiHochberg(expected.pValues)
      for (actual, value) in zip(actual, expected.adjusted) {
        #expect(agrees(actual, value), "\(expected.pValues)")
      }
    }
    #expect(PValueAdjustment.benjaminiHochberg([]).isEmpty)
  }

  /// scipy's `mannwhitneyu`, exact and asymptotic.
  @Test func `Mann and Whitney rank as scipy does`() throws {
    for expected in try HypothesesFixture.read().mannWhitney {
      let actual = MannWhitneyTest(expected.first, expected.second)
      let context = "\(expected.first.count) and \(expected.second.count)"
      #expect(actual.statistic == expected.statistic, "\(context)")
      #expect(actual.isExact == expected.isExact, "\(context)")
      #expect(agrees(actual.twoSidedPValue, expected.pValue, within: 1e-8), "\(context)")
    }
    #expect(MannWhitneyTest([1, 1], [1, 1]).twoSidedPValue == 1)
  }

  /// scipy's `ttest_ind` with unequal variances.
  @Test func `Welch compares means as scipy does`() throws {
    for expected in try HypothesesFixture.read().welch {
      let actual = try #require(WelchTest(expected.first, expected.second))
      #expect(agrees(actual.degreesOfFreedom, expected.degreesOfFreedom))
      #expect(agrees(actual.twoSidedPValue, expected.pValue))
      #expect(
        agrees(actual.pValue(that: .greater, than: expected.bound), expected.greater))
      let estimate = actual.estimate(coverage: 0.95)
      #expect(agrees(estimate.low, expected.low))
      #expect(agrees(estimate.high, expected.high))
    }
  }

  @Test func `constants differ or they do not`() throws {
    let apart = try #require(WelchTest([1, 1, 1], [2, 2]))
    #expect(apart.pValue(that: .greater, than: 0.5) == 0)
    #expect(apart.pValue(that: .greater, than: 1) == 1)
    #expect(apart.twoSidedPValue == 0)
    #expect(try #require(WelchTest([1, 1], [1, 1])).twoSidedPValue == 1)
    #expect(WelchTest([1], [1, 2]) == nil)
  }

  /// scipy's `binomtest`.
  @Test func `Clopper and Pearson bound a chance as scipy does`() throws {
    for expected in try HypothesesFixture.read().clopperPearson {
      let actual = ClopperPearson(
        successes: expected.successes, trials: expected.trials, coverage: expected.coverage)
      let context = "\(expected.successes) of \(expected.trials) at \(expected.coverage)"
      #expect((actual.low - expected.low).magnitude < 1e-9, "\(context)")
      #expect((actual.high - expected.high).magnitude < 1e-9, "\(context)")
    }
  }

  /// scipy's Student quantile; with fewer than eight values there is none.
  @Test func `the next value is predicted from the past`() throws {
    for expected in try HypothesesFixture.read().predictions {
      let actual = try #require(PredictionInterval(after: expected.past))
      #expect(agrees(actual.center, expected.center))
      #expect(agrees(actual.reach, expected.reach))
    }
    #expect(PredictionInterval(after: [1, 2, 3, 4, 5, 6, 7]) == nil)
  }
}
