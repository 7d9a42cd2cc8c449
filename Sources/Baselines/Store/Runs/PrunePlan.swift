import Foundation

/// Which runs would be deleted, and why the others stay. Deletes nothing itself.
package struct PrunePlan: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case isBaseline([BaselineName])
    /// Among the newest of its class of machines, as its place tells, the newest being 1.
    case isNewest(Int)
    case isYoung
    /// Its age cannot be told, and doubt deletes nothing.
    case isUndated
  }

  package struct Kept: Hashable, Sendable {
    package let run: RunListing
    package let reason: Reason
  }

  package let kept: [Kept]
  package let removed: [RunListing]

  /// Keeps the baselines' runs, the newest of each class, and those that are young.
  ///
  /// - Parameters:
  ///   - listing: In any order; the plan has the newest first.
  ///   - newest: How many to keep of each class of machines.
  ///   - days: How many days a run is young.
  ///   - now: When the plan is made.
  package init(
    of listing: [RunListing], keepingNewest newest: Int, youngerThan days: Double, now: Date
  ) {
    let dated = listing.enumerated().sorted {
      ($1.element.startedAt, $0.offset) < ($0.element.startedAt, $1.offset)
    }
    var places: [MachineClass: Int] = [:]
    var kept: [Kept] = []
    var removed: [RunListing] = []
    for (_, run) in dated {
      let place = places[run.machineClass, default: 0] + 1
      places[run.machineClass] = place
      if let reason = Self.reason(
        toKeep: run, place: place, newest: newest, youngerThan: days, now: now)
      {
        kept.append(Kept(run: run, reason: reason))
      } else {
        removed.append(run)
      }
    }
    self.kept = kept
    self.removed = removed
  }

  package var removedSamples: Int { removed.reduce(0) { $0 + $1.samples } }

  private static func reason(
    toKeep run: RunListing, place: Int, newest: Int, youngerThan days: Double, now: Date
  ) -> Reason? {
    if !run.baselines.isEmpty { return .isBaseline(run.baselines) }
    if place <= newest { return .isNewest(place) }
    guard let start = try? Date(run.startedAt, strategy: .iso8601) else { return .isUndated }
    return now.timeIntervalSince(start) < days * 86_400 ? .isYoung : nil
  }
}
