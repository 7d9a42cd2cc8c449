/// Why an executable could not be kept or taken out.
package enum ArtifactError: Error, Equatable {
  case notReadable(path: String, reason: String)
  case notKept(path: String, reason: String)
  /// Pruned, or never there.
  case missing(sha256: String, path: String)
  case damaged(path: String, expected: String, found: String)
  case store(StoreError)
}

extension ArtifactError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notReadable(let path, let reason):
      "The executable \(path) could not be read: \(reason). Build it, and try again."
    case .notKept(let path, let reason):
      """
      The executable could not be kept as \(path): \(reason). See 'df' and 'ls -l' of its folder; \
      'bench baselines prune' makes room.
      """
    case .missing(let sha256, let path):
      """
      The executable \(sha256.prefix(12)) is not at \(path) any more. Make it again from its \
      commit with '--rebuild'.
      """
    case .damaged(let path, let expected, let found):
      """
      The executable \(path) was damaged: its content has the hash \(found.prefix(12)), not \
      \(expected.prefix(12)), so it is not what was measured. It was left as it is. Delete it, and \
      make it again from its commit with '--rebuild'.
      """
    case .store(let error):
      error.description
    }
  }
}
