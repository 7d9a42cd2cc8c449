/// A name that stands for a run on one class of machines.
package struct Baseline: Hashable, Sendable {
  package let name: BaselineName
  package let machineClass: MachineClass
  package let run: RunIdentifier
  /// When the run was made, not when it was named: UTC in ISO 8601.
  package let startedAt: String
  package let commit: String?
}
