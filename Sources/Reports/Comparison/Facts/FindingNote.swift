import BenchModel
import Verdicts

/// Why a verdict is what it is, in a few clauses below the table.
struct FindingNote {
  let verdict: MetricVerdict
  let charset: Charset

  /// `actors/ping-pong, cpu`
  var subject: String { "\(verdict.benchmark), \(verdict.metricWord)" }

  /// Clauses joined by semicolons, without a full stop.
  var text: String {
    let standing = Standing(verdict)
    var clauses: [String] = []
    if let waiver = verdict.waiver { clauses.append("waived: \(charset.sentence(waiver))") }
    if let reason = verdict.reason { clauses.append(charset.sentence(reason)) }
    if standing == .inconclusive { clauses.append(detectable) }
    if standing == .regressed || standing == .improved || standing == .waived {
      clauses += [confirmation, significance].compactMap { $0 }
    }
    clauses += [evidence, layout].compactMap { $0 }
    if !verdict.isGating { clauses.append("shown only, decides nothing") }
    return clauses.joined(separator: "; ")
  }

  private var format: UnitFormatter { UnitFormatter(charset: charset) }

  /// Rounded up, so that what is promised would really have been found.
  private var detectable: String {
    guard let effect = verdict.smallestDetectableEffect, effect.isFinite else {
      return "how small a change it could have found cannot be told"
    }
    let tenths = Decimals.text((effect * 1000 - 1e-9).rounded(.up) / 10, places: 1)
    return "it finds a change of \(tenths) % in nine of ten runs, a smaller one less often"
  }

  /// Only lockstep has fresh processes to find a change again with.
  private var confirmation: String? {
    if isExact { return "the counts repeat exactly" }
    guard verdict.trust == .lockstep, let isConfirmed = verdict.isConfirmed else { return nil }
    return isConfirmed ? "fresh processes found it again" : "fresh processes did not find it again"
  }

  /// Counts that never vary need no statistics.
  private var isExact: Bool {
    verdict.metric == .allocations && verdict.pValue == nil && verdict.eValue == nil
  }

  private var significance: String? {
    let beyond = verdict.margin > 0 ? "beyond the margin of \(format.percent(verdict.margin)) " : ""
    if verdict.trust == .history {
      return "\(beyond)\(beyond.isEmpty ? "" : "and ")outside what its past runs foretell"
    }
    if let adjusted = verdict.adjustedPValue {
      return "\(beyond)with \(format.probability(adjusted)), adjusted for all benchmarks"
    }
    if let pValue = verdict.pValue { return "\(beyond)with \(format.probability(pValue))" }
    guard let eValue = verdict.eValue, eValue.isFinite else { return nil }
    return "\(beyond)with an e-value of \(format.count(eValue))"
  }

  private var evidence: String? {
    guard verdict.units > 0 else { return nil }
    let (noun, plural) =
      switch verdict.trust {
      case .lockstep: ("process pair", "process pairs")
      case .history: ("past run", "past runs")
      case .stored: ("process", "processes")
      }
    let units = "\(verdict.units) \(verdict.units == 1 ? noun : plural)"
    guard verdict.takenBlocks > 0, verdict.metric != .allocations else { return units }
    return """
      \(units), \(verdict.droppedBlocks) of \(verdict.takenBlocks) blocks dropped\
      \(verdict.droppedBlocks == 0 ? "" : " (\(format.percent(verdict.droppedShare)))")
      """
  }

  private var layout: String? {
    let told = [
      verdict.layoutShare.map { "code layout alone explains \(format.percent($0))" },
      verdict.processShare.map { "a process with its layout explains \(format.percent($0))" },
    ].compactMap { $0 }
    return told.isEmpty
      ? nil : told.joined(separator: ", ") + " of the scatter between process pairs"
  }
}
