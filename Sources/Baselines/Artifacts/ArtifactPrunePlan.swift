/// Which kept executables would be deleted to bring their sum under a limit, the longest unused
/// first. Deletes nothing itself.
package struct ArtifactPrunePlan: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let sha256: String
    package let bytes: Int
    /// Seconds since 1970.
    package let lastUsed: Int
    /// Whether a baseline needs it.
    package let isProtected: Bool

    package init(sha256: String, bytes: Int, lastUsed: Int, isProtected: Bool) {
      self.sha256 = sha256
      self.bytes = bytes
      self.lastUsed = lastUsed
      self.isProtected = isProtected
    }
  }

  package let kept: [Entry]
  package let removed: [Entry]

  package init(of entries: [Entry], limitBytes: Int) {
    var kept: [Entry] = []
    var removed: [Entry] = []
    var bytes = entries.filter(\.isProtected).reduce(0) { $0 + $1.bytes }
    let newestFirst = entries.sorted { ($1.lastUsed, $0.sha256) < ($0.lastUsed, $1.sha256) }
    for entry in newestFirst {
      // After the first that is removed, older ones go too: the order of use decides, not the fit.
      if entry.isProtected {
        kept.append(entry)
      } else if removed.isEmpty, bytes + entry.bytes <= limitBytes {
        bytes += entry.bytes
        kept.append(entry)
      } else {
        removed.append(entry)
      }
    }
    self.kept = kept
    self.removed = removed
  }

  /// More than the limit when protected executables alone exceed it.
  package var keptBytes: Int { kept.reduce(0) { $0 + $1.bytes } }
  package var removedBytes: Int { removed.reduce(0) { $0 + $1.bytes } }
}
