import Baselines

extension RunFile {
  /// Keeps the run, and names it.
  ///
  /// - Throws: `StoreError`.
  func keep(in store: Store, as name: BaselineName?) throws -> RunIdentifier {
    let id = try store.save(
      run, summaries: RunSummaries.summaries(of: run),
      madeOn: architecture ?? Fingerprint.architecture)
    if let name { try store.setBaseline(name, to: id) }
    return id
  }
}
