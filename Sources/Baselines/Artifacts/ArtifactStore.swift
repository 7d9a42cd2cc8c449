import Foundation

/// The executables of baselines, kept beside the store under the hash of their content, so that
/// they can be run again in lockstep.
///
/// The files are in the folder `bin`, what is known of them in the store.
///
/// - Times are seconds since 1970 and are handed in, so that tests choose them.
package struct ArtifactStore: Sendable {
  private let store: Store

  package init(of store: Store) {
    self.store = store
  }

  /// Copies an executable into the store, and remembers what it was made from.
  ///
  /// - Parameters:
  ///   - id: The run that it made.
  ///   - layoutSeed: What the order of its functions was drawn from, if it was.
  @discardableResult
  package func keep(
    _ path: String, of id: RunIdentifier? = nil, layoutSeed: UInt64? = nil, commit: String? = nil,
    toolchain: String? = nil, flags: String? = nil, now: Int = Int(time(nil))
  ) throws(ArtifactError) -> Artifact {
    if let reason = store.readOnlyReason {
      throw .store(.readOnly(path: store.path, reason: reason))
    }
    let file = try folder.keep(path)
    let artifact = Artifact(
      sha256: file.sha256, path: "\(Self.folderName)/\(file.sha256)", bytes: file.bytes,
      layoutSeed: layoutSeed, commit: commit, toolchain: toolchain, flags: flags, lastUsed: now)
    do {
      try store.record(artifact, of: id)
    } catch {
      throw .store(error)
    }
    return artifact
  }

  /// The absolute or relative path, as the store's own, of an executable whose content was
  /// hashed again just now.
  ///
  /// - Throws: `ArtifactError.missing` when it was pruned; `ArtifactError.damaged` when it is not
  ///   what was kept.
  package func executable(
    _ sha256: String, now: Int = Int(time(nil))
  ) throws(ArtifactError) -> String {
    let path = try folder.verifiedPath(of: sha256)
    // A store that cannot be written still gives out its executables.
    if store.readOnlyReason == nil {
      do {
        try store.markUsed(sha256, at: now)
      } catch {
        throw .store(error)
      }
    }
    return path
  }

  /// What would be deleted so that all executables take no more than a limit. Those of baselines
  /// stay.
  package func prunePlan(limitBytes: Int) throws(ArtifactError) -> ArtifactPrunePlan {
    do {
      let lastUses = Dictionary(
        uniqueKeysWithValues: try store.artifacts().map { ($0.sha256, $0.lastUsed) })
      let needed = try store.artifactsOfBaselines()
      return ArtifactPrunePlan(
        of: folder.files().map { file in
          ArtifactPrunePlan.Entry(
            sha256: file.sha256, bytes: file.bytes,
            // A file that the store does not know was kept by a process that was killed.
            lastUsed: lastUses[file.sha256] ?? file.modified,
            isProtected: needed.contains(file.sha256))
        }, limitBytes: limitBytes)
    } catch {
      throw .store(error)
    }
  }

  /// Deletes the files that a plan removes, and what killed processes left behind an hour ago or
  /// before. What is known of them stays.
  package func prune(
    _ plan: ArtifactPrunePlan, now: Int = Int(time(nil))
  ) throws(ArtifactError) {
    for entry in plan.removed { try folder.remove(entry.sha256) }
    folder.removeLeftovers(before: now - 3_600)
  }

  private static let folderName = "bin"

  private var folder: ArtifactFolder {
    ArtifactFolder(path: "\(store.folder)/\(Self.folderName)")
  }
}
