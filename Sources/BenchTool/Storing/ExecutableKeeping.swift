import Baselines
import Foundation

/// Keeps what comparisons leave beside the store from growing without end.
enum ExecutableKeeping {
  /// Room for some twenty builds; those of baselines stay whatever they take.
  private static let limitBytes = 2 << 30

  /// Deletes executables that were not used for longest, and objects that lost their executable.
  static func tidy(_ store: Store) {
    let artifacts = ArtifactStore(of: store)
    // What cannot be deleted now is tried again next time.
    guard let plan = try? artifacts.prunePlan(limitBytes: limitBytes) else { return }
    try? artifacts.prune(plan)
    removeOrphanedKits(in: store)
  }

  /// - Returns: Nothing is removed whose executable is still there.
  static func removeOrphanedKits(in store: Store) {
    let kits = "\(store.folder)/kits"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: kits)) ?? [] {
      // A folder that another process is filling has a suffix.
      guard name.utf8.count == 64,
        !FileManager.default.fileExists(atPath: "\(store.folder)/bin/\(name)")
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(kits)/\(name)")
    }
  }
}
