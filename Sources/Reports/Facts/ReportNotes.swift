import BenchModel
import Statistics

/// What stands below the table beside the failures: doubts, and why a value is missing.
///
/// A doubt that every benchmark shares is said once; the others go with their benchmark, where
/// a reader who saw the mark in a row looks for them.
struct ReportNotes {
  struct Doubted {
    let name: String
    let doubts: [String]
  }

  struct Missing {
    let reason: String
    /// Empty when the reason holds for all benchmarks.
    let names: [String]
  }

  let sharedDoubts: [String]
  let doubted: [Doubted]
  /// Why the allocations of a benchmark are not known, one entry for each reason.
  let missingAllocations: [Missing]

  init(_ report: Report, charset: Charset) {
    let summaries = report.summaries
    let first = summaries.first?.doubts ?? []
    let shared = first.filter { doubt in
      summaries.count > 1 && summaries.allSatisfy { $0.doubts.contains(doubt) }
    }
    sharedDoubts = shared.map { charset.line($0.description) }
    doubted = summaries.compactMap { summary in
      let own = summary.doubts.filter { !shared.contains($0) }
      guard !own.isEmpty else { return nil }
      return Doubted(
        name: summary.benchmark.name.description,
        doubts: own.map { charset.line($0.description) })
    }

    var reasons: [String] = []
    var namesByReason: [String: [String]] = [:]
    for summary in summaries {
      guard case .unavailable(let reason) = summary.allocations else { continue }
      let words = charset.line(reason)
      if namesByReason[words] == nil { reasons.append(words) }
      namesByReason[words, default: []].append(summary.benchmark.name.description)
    }
    missingAllocations = reasons.map { reason in
      let names = namesByReason[reason, default: []]
      return Missing(
        reason: reason, names: names.count == summaries.count && names.count > 1 ? [] : names)
    }
  }
}
