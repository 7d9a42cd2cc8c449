/// What a list shows of a stored comparison.
package struct ComparisonListing: Hashable, Sendable {
  package let id: ComparisonIdentifier
  /// UTC in ISO 8601, to the second.
  package let startedAt: String
  package let machineClass: MachineClass
  package let base: String
  package let benchmarks: Int
  package let samples: Int
}
