/// Names a stored comparison by what is in it, as `RunIdentifier` names a run.
package struct ComparisonIdentifier: Hashable, Sendable {
  package let text: String
}

extension ComparisonIdentifier: CustomStringConvertible {
  package var description: String { text }
}
