import BenchModel

/// How alike readings of the same process are, and what that costs.
///
/// The coefficient is the share of the variance that lies between processes. At 0 a reading of an
/// old process is as good as one of a new process; at 1 only new processes bring news.
///
/// - Source: one-way analysis of variance for unequal groups, S. R. Searle, G. Casella,
///   C. E. McCulloch, *Variance Components* (1992), section 3.6; the design effect for unequal
///   groups is L. Kish, *Survey Sampling* (1965), section 5.4.
package struct IntraclassCorrelation: Equatable, Sendable {
  /// As estimated; slightly negative when processes differ less than chance alone would make them.
  package let coefficient: Double

  /// The standard deviation of process means that would remain with endless readings in each, in
  /// the unit of the sample; 0 where the estimate of its square is negative.
  package let processStandardDeviation: Double

  /// The standard deviation of readings within a process, in the unit of the sample.
  package let readingStandardDeviation: Double

  package let processes: Int
  package let readings: Int

  /// Σ*nᵢ*² / Σ*nᵢ*: the size of the process that a reading picked at random belongs to.
  private let typicalReadings: Double

  /// - Returns: `nil` for fewer than two processes, when no process has two readings, and when
  ///   all readings are equal.
  /// - Complexity: O(*n*) for *n* readings in all.
  package init?(of samples: [Sample]) {
    let readings = samples.reduce(0) { $0 + $1.values.count }
    guard samples.count >= 2, readings > samples.count else { return nil }
    let scale = BinaryScale(
      largest: samples.reduce(0) { Swift.max($0, $1.min.magnitude, $1.max.magnitude) })
    let groups = samples.map { Moments(of: $0.values.map(scale.scaled)) }

    var squaredSizes = 0.0
    var total = CompensatedSum()
    for group in groups {
      squaredSizes += Double(group.count) * Double(group.count)
      total.add(group.mean * Double(group.count))
    }
    let grand = total.value / Double(readings)
    var between = CompensatedSum()
    var within = CompensatedSum()
    for group in groups {
      let distance = group.mean - grand
      let deviation = group.standardDeviation ?? 0
      between.add(Double(group.count) * distance * distance)
      within.add(Double(group.count - 1) * deviation * deviation)
    }
    let betweenSquare = between.value / Double(samples.count - 1)
    let withinSquare = within.value / Double(readings - samples.count)

    typicalReadings = squaredSizes / Double(readings)
    let balancedReadings = (Double(readings) - typicalReadings) / Double(samples.count - 1)
    let denominator = betweenSquare + (balancedReadings - 1) * withinSquare
    guard denominator > 0 else { return nil }
    coefficient = (betweenSquare - withinSquare) / denominator
    let processVariance = Swift.max(0, betweenSquare - withinSquare) / balancedReadings
    processStandardDeviation = scale.restored(processVariance.squareRoot())
    readingStandardDeviation = scale.restored(withinSquare.squareRoot())
    processes = samples.count
    self.readings = readings
  }

  /// How many times larger the variance of the mean is than for independent readings; at least 1.
  package var designEffect: Double {
    1 + (typicalReadings - 1) * Swift.max(0, coefficient)
  }

  /// The number of independent readings that would fix the mean as well.
  package var effectiveCount: Double { Double(readings) / designEffect }
}
