import BenchModel
import FlameGraph
import Foundation
import Reports

/// Hands the numbers of a profile to the reports.
enum FunctionFacts {
  /// A report is read from the top, and the picture has the rest.
  private static let functions = 5

  /// - Parameter blocked: Where it waited, if that was looked at.
  static func hottest(
    of profile: StackProfile, benchmark: String, picture: String?, blocked: StackProfile? = nil
  ) throws -> HotFunctions {
    func shares(_ measure: FrameMeasure) throws -> [FunctionShare] {
      try profile.tree.hottest(functions, by: measure).map {
        FunctionShare(name: $0.name, own: $0.ownShare, inclusive: $0.inclusiveShare)
      }
    }
    return HotFunctions(
      benchmark: benchmark, circumstances: sentence(on: profile.provenance),
      byOwn: try shares(.own), byInclusive: try shares(.inclusive), picture: picture,
      waits: try blocked.map(waits))
  }

  /// Where a program waits is told by its own functions: the last one is the kernel's in every stack.
  ///
  /// - Returns: The profile as it is where nothing waits in functions of its own.
  static func endingInOwnCode(_ profile: StackProfile) -> StackProfile {
    let (own, idle) = profile.tree.endingInOwnCode()
    guard own.totalWeight > 0 else { return profile }
    var provenance = profile.provenance
    if idle > 0 {
      provenance.notes.append(
        """
        The table is of waiting in the program's functions; \(UnitFormatter().time(idle * 1e-9)) of \
        threads that had nothing to do are in the picture only.
        """)
    }
    return StackProfile(tree: own, provenance: provenance)
  }

  private static func waits(in profile: StackProfile) throws -> HotFunctions.Waits {
    let (own, idle) = profile.tree.endingInOwnCode()
    let waited = own.totalWeight
    let seconds = [waited, idle].map { UnitFormatter().time($0 * 1e-9) }
    return HotFunctions.Waits(
      circumstances: """
        \(sentence(on: profile.provenance)); \(seconds[0]) of waiting in the program's functions, \
        over all threads and tasks, and \(seconds[1]) of threads that had nothing to do
        """,
      functions: waited > 0
        ? try own.hottest(functions, by: .own).map {
          FunctionShare(name: $0.name, own: $0.ownShare, inclusive: $0.inclusiveShare)
        } : [])
  }

  static func changes(
    _ difference: DifferentialTree, from before: ProfileProvenance, to after: ProfileProvenance,
    benchmark: String, picture: String?
  ) throws -> ChangedFunctions {
    func changes(_ measure: FrameMeasure) throws -> [ChangedFunction] {
      try difference.topChanges(functions, by: measure).map {
        ChangedFunction(
          name: $0.name, before: $0.shareBefore, after: $0.shareAfter,
          low: $0.interval?.lowerBound, high: $0.interval?.upperBound, isNoise: $0.isNoise)
      }
    }
    return ChangedFunctions(
      benchmark: benchmark,
      circumstances:
        """
        before: \(sentence(on: before)); after: \(sentence(on: after)); \
        shares are of each side's own time
        """,
      byOwn: try changes(.own), byInclusive: try changes(.inclusive), picture: picture)
  }

  static func sentence(on provenance: ProfileProvenance) -> String {
    var parts: [String] = []
    if let samples = provenance.samples { parts.append("\(samples) samples") }
    if let event = provenance.event { parts.append("of \(event)") }
    if let unwinding = provenance.unwinding { parts.append("by \(unwinding.rawValue)") }
    if let truncated = provenance.truncated, truncated > 0 {
      parts.append(parts.isEmpty ? "\(truncated) cut" : "(\(truncated) do not reach the root)")
    }
    if let lost = provenance.lost, lost > 0 { parts.append("\(lost) lost") }
    return parts.isEmpty ? "stacks without a count of samples" : parts.joined(separator: " ")
  }
}
