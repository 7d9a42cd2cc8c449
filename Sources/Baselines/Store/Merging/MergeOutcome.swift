/// What a merge brought, and what it left because it was here already.
package struct MergeOutcome: Hashable, Sendable {
  package internal(set) var runs = 0
  package internal(set) var knownRuns = 0
  /// Imports whose samples are here in another run, as after one was put right.
  package internal(set) var otherwiseKnownRuns: [RunIdentifier] = []
  /// Those that came for runs that were known.
  package internal(set) var profiles = 0
  package internal(set) var comparisons = 0
  package internal(set) var knownComparisons = 0
  /// Those that came; a baseline that names the same run here is in neither list.
  package internal(set) var baselines: [Baseline] = []
  /// Those whose name stands for another run here, or whose run was left.
  package internal(set) var takenBaselines: [Baseline] = []
  package internal(set) var aliases = 0
  /// Former names that say something else here, which was left so.
  package internal(set) var leftAliases: [String] = []
}
