import Baselines
import BenchModel
import Foundation

/// Remembers a run, and under a name also what it takes to run its executable again.
struct BaselineKeeper {
  let store: Store

  /// - Returns: The run's identity in the store.
  func remember(_ run: Run) throws -> RunIdentifier {
    try store.save(run, summaries: RunSummaries.summaries(of: run))
  }

  /// Names a run, and keeps the executable that made it with the objects it was linked from.
  ///
  /// - Returns: A warning when the objects could not be kept: comparisons with this baseline then
  ///   have one layout of each side.
  func name(_ run: Run, _ id: RunIdentifier, as name: BaselineName, executable: String) throws
    -> String?
  {
    let artifact = try ArtifactStore(of: store).keep(
      executable, of: id, commit: run.environment.source.commit.value,
      toolchain: run.environment.build.compiler.value, flags: run.environment.build.flags.value)
    try store.setBaseline(name, to: id)
    do {
      _ = try LinkKit.collect(of: executable, into: Self.kitFolder(of: artifact.sha256, in: store))
      return nil
    } catch {
      return
        "Comparisons with '\(name)' cannot vary the layout of its code: \(error.description)"
    }
  }

  static func kitFolder(of executable: String, in store: Store) -> String {
    "\(store.folder)/kits/\(executable)"
  }

  /// Writes the text export that belongs in git. Lines that say the same as before stay as they
  /// are.
  ///
  /// - Returns: The path, relative to the package.
  func commit(_ run: Run, as name: BaselineName, declared: Set<BenchmarkName>) throws -> String {
    let fingerprint = Fingerprint(of: run.environment)
    let path = CommittedBaseline.path(of: name, on: fingerprint.machineClass)
    let file = "\(StoreOptions.packageFolder)/\(path)"
    let new = CommittedBaseline(
      header: CommittedBaseline.Header(of: fingerprint), summaries: RunSummaries.summaries(of: run))
    var merged = new
    if let old = try CommittedBaseline.read(from: file),
      old.header.machineClass == new.header.machineClass
    {
      merged = old.updated(with: new, declared: declared) { key in
        guard let left = old.entries[key], let right = new.entries[key] else { return false }
        return Self.saysTheSame(left, right, key.metric)
      }
    }
    try merged.write(to: file)
    return path
  }

  /// Whether a new line would only repeat the old one with other noise: the numbers differ by no
  /// more than both intervals together, and by less than 5 %. Counts must be equal.
  ///
  /// Two runs at different times cannot show that nothing changed; that is what the gate is for.
  private static func saysTheSame(
    _ left: CommittedBaseline.Entry, _ right: CommittedBaseline.Entry, _ metric: Metric
  ) -> Bool {
    if metric == .allocations { return left.value == right.value }
    guard left.value > 0 else { return left.value == right.value }
    let change = abs(right.value / left.value - 1)
    let noise = (left.relativeHalfWidth ?? 0) + (right.relativeHalfWidth ?? 0)
    return change <= noise && change < 0.05
  }
}
