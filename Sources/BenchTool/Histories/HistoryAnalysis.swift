import Baselines
import BenchModel
import Dispatch
import Reports
import Statistics
import Synchronization

/// Looks for change points and drifts in the histories of many benchmarks.
struct HistoryAnalysis {
  struct Outcome {
    let report: HistoryReport
    /// Those of the release that the drift is told since.
    let releaseRuns: Range<Int>?
  }

  let metric: Metric
  let machine: String
  /// Newest first.
  let releases: [ReleaseMark]

  /// - Complexity: That of `ChangePointDetector` for each, shared by all cores.
  /// - Returns: By name.
  func reports(on histories: [BenchmarkName: [HistoryPoint]]) -> [Outcome] {
    let names = histories.keys.sorted()
    let known = measured(in: histories.values)
    let outcomes = Mutex([Outcome?](repeating: nil, count: names.count))
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      let outcome = outcome(of: names[index], histories[names[index]] ?? [], since: known)
      outcomes.withLock { $0[index] = outcome }
    }
    return outcomes.withLock { $0.compactMap(\.self) }
  }

  /// Of hundreds of tags few were measured; to look for each in every history would take long.
  private func measured(in histories: some Sequence<[HistoryPoint]>) -> [ReleaseMark] {
    var commits: Set<String> = []
    var runs: Set<RunIdentifier> = []
    for point in histories.joined() {
      runs.insert(point.run)
      if let commit = point.commit { commits.insert(commit) }
    }
    return releases.filter { release in
      release.commit.map(commits.contains) == true || release.run.map(runs.contains) == true
    }
  }

  private func outcome(
    of benchmark: BenchmarkName, _ points: [HistoryPoint], since releases: [ReleaseMark]
  ) -> Outcome {
    let release = Self.release(in: points, outOf: releases)
    let report = HistoryReport.analyzing(
      points.map(Self.run), benchmark: benchmark, metric: metric, machine: machine,
      release: release)
    return Outcome(report: report, releaseRuns: release?.runs)
  }

  /// The newest release that was measured, and that later runs can have drifted from.
  private static func release(
    in points: [HistoryPoint], outOf releases: [ReleaseMark]
  ) -> HistoryReport.Release? {
    for release in releases {
      guard let first = points.firstIndex(where: release.includes) else { continue }
      let end = points[first...].firstIndex { !release.includes($0) } ?? points.count
      if end < points.count { return HistoryReport.Release(name: release.name, runs: first..<end) }
    }
    return nil
  }

  private static func run(_ point: HistoryPoint) -> HistoryReport.Run {
    HistoryReport.Run(
      startedAt: point.startedAt,
      commit: point.commit.map { .value($0) } ?? .unavailable(reason: "not recorded"),
      isDirty: point.isDirty.map { .value($0) } ?? .unavailable(reason: "not recorded"),
      value: .value(
        Estimate(
          point: point.center, low: min(point.low, point.center),
          high: max(point.high, point.center), coverage: 0.95, standardError: .nan,
          method: .orderStatistics)))
  }
}
