import BenchModel
import Statistics

/// What `bench history NAME` shows: one metric of one benchmark over the stored runs of one kind
/// of machine, and where it changed.
///
/// It is its own JSON: the keys are the names of the properties, numbers are in base units, and
/// runs are referred to by their place in `runs`, counted from 0.
package struct HistoryReport: Hashable, Codable, Sendable {
  /// The version of the JSON layout; a reader refuses what is newer than it knows.
  package static let currentSchema = 1

  /// What a run found, per iteration: seconds or a count.
  package struct Value: Hashable, Codable, Sendable {
    package let center: Double
    /// `nil` where the run could not bound it, as with a single process.
    package let low: Double?
    package let high: Double?
    /// That of the interval from `low` to `high`.
    package let coverage: Double
  }

  package struct Run: Hashable, Codable, Sendable {
    /// UTC in ISO 8601, to the second.
    package let startedAt: String
    package let commit: Reading<String>
    package let isDirty: Reading<Bool>
    /// Unavailable where the benchmark failed or was not run, with the reason.
    package let value: Reading<Value>

    /// - Parameter value: A center that is not finite makes it unavailable.
    package init(
      startedAt: String, commit: Reading<String>, isDirty: Reading<Bool>, value: Reading<Estimate>
    ) {
      self.startedAt = startedAt
      self.commit = commit
      self.isDirty = isDirty
      if let center = value.value?.point, !center.isFinite {
        self.value = .unavailable(reason: "not a finite number: \(center)")
      } else {
        self.value = value.map { estimate in
          Value(
            center: estimate.point, low: estimate.low.ifFinite, high: estimate.high.ifFinite,
            coverage: estimate.coverage)
        }
      }
    }
  }

  /// A change point: between the runs `previousRun` and `run` the level changed.
  package struct Change: Hashable, Codable, Sendable {
    package let previousRun: Int
    package let run: Int
    package let pValue: Double
    /// The medians of the levels before and after.
    package let before: Double
    package let after: Double
    /// 0.05 is 5 % more; `nil` where there was nothing before.
    package let relativeChange: Double?
  }

  /// The latest runs against a stretch of the past.
  package struct Lane: Hashable, Codable, Sendable {
    /// Both ends belong to it.
    package struct Stretch: Hashable, Codable, Sendable {
      package let firstRun: Int
      package let lastRun: Int
      /// Those of them that have a number.
      package let count: Int
      package let center: Double
    }

    /// What the stretch is: `release 1.2`, `the best stretch`.
    package let since: String
    package let reference: Stretch
    package let recent: Stretch
    /// Relative: 0.05 is 5 % more than in the reference.
    package let change: Double
    /// `nil` for what is not bounded.
    package let low: Double?
    package let high: Double?
    package let coverage: Double
    package let budget: Double
    package let finding: Drift.Finding
  }

  /// Runs that are a release, for the drift since then.
  package struct Release: Hashable, Sendable {
    package let name: String
    /// By their place in `runs`.
    package let runs: Range<Int>

    package init(name: String, runs: Range<Int>) {
      self.name = name
      self.runs = runs
    }
  }

  package let schema: Int
  package let benchmark: BenchmarkName
  package let metric: Metric
  /// What the runs have in common, in words: numbers of different machines make no history.
  package let machine: String
  /// Oldest first.
  package let runs: [Run]
  package let changes: [Change]
  package let lanes: [Lane]

  /// - Parameters:
  ///   - changePoints: Counted among the runs that have a number, as the detector saw them; as
  ///     are the drifts.
  package init(
    benchmark: BenchmarkName, metric: Metric, machine: String, runs: [Run],
    changePoints: [ChangePoint], drifts: [(since: String, drift: Drift)]
  ) {
    let measured = Self.measured(runs)
    schema = Self.currentSchema
    self.benchmark = benchmark
    self.metric = metric
    self.machine = machine
    self.runs = runs
    changes = changePoints.map { point in
      precondition(
        0 < point.index && point.index < measured.count,
        "no change point lies at \(point.index) of \(measured.count) numbers")
      return Change(
        previousRun: measured[point.index - 1], run: measured[point.index],
        pValue: point.pValue, before: point.before, after: point.after,
        relativeChange: point.relativeChange?.ifFinite)
    }
    func stretch(_ range: Range<Int>, _ center: Double) -> Lane.Stretch {
      Lane.Stretch(
        firstRun: measured[range.lowerBound], lastRun: measured[range.upperBound - 1],
        count: range.count, center: center)
    }
    lanes = drifts.map { since, drift in
      Lane(
        since: since, reference: stretch(drift.reference, drift.referenceCenter),
        recent: stretch(drift.recent, drift.recentCenter), change: drift.change.point,
        low: drift.change.low.ifFinite, high: drift.change.high.ifFinite,
        coverage: drift.change.coverage, budget: drift.budget, finding: drift.finding)
    }
  }

  /// Looks for the change points and drifts itself.
  ///
  /// - Complexity: That of `ChangePointDetector`.
  package static func analyzing(
    _ runs: [Run], benchmark: BenchmarkName, metric: Metric, machine: String,
    release: Release? = nil, detector: ChangePointDetector = ChangePointDetector(),
    lane: DriftLane = DriftLane()
  ) -> HistoryReport {
    let measured = Self.measured(runs)
    let series = measured.compactMap { runs[$0].value.value?.center }
    var drifts: [(since: String, drift: Drift)] = []
    if let release {
      let start = measured.count { $0 < release.runs.lowerBound }
      let end = measured.count { $0 < release.runs.upperBound }
      if start < end, let drift = lane.drift(of: series, since: start..<end) {
        drifts.append(("release \(release.name)", drift))
      }
    }
    if let drift = lane.driftSinceBest(of: series) { drifts.append(("the best stretch", drift)) }
    return HistoryReport(
      benchmark: benchmark, metric: metric, machine: machine, runs: runs,
      changePoints: detector.changePoints(in: series), drifts: drifts)
  }

  private static func measured(_ runs: [Run]) -> [Int] {
    runs.indices.filter { runs[$0].value.value != nil }
  }
}

extension Double {
  fileprivate var ifFinite: Double? { isFinite ? self : nil }
}
