import Baselines

/// A state of the source that was released: its name, and which runs are of it.
struct ReleaseMark: Hashable, Sendable {
  let name: String
  /// Either of them tells its runs.
  let commit: String?
  let run: RunIdentifier?

  func includes(_ point: HistoryPoint) -> Bool {
    if let run, run == point.run { return true }
    return commit != nil && commit == point.commit && point.isDirty != true
  }
}

/// Finds what was released, newest first.
struct ReleaseFinder {
  let store: Store

  /// - Parameter name: A git tag or a baseline; all tags when `nil`.
  func releases(named name: String?) async throws -> [ReleaseMark] {
    let tags = await tags()
    guard let name else { return tags }
    if let tag = tags.first(where: { $0.name == name }) { return [tag] }
    guard let baseline = try? BaselineName(parsing: name) else { return [] }
    return try store.baselines().filter { $0.name == baseline }.map {
      ReleaseMark(name: name, commit: nil, run: $0.run)
    }
  }

  /// None outside of a repository.
  private func tags() async -> [ReleaseMark] {
    let format = "%(refname:short) %(objectname) %(*objectname)"
    let lines = await GitProbe.lines(
      ["for-each-ref", "refs/tags", "--sort=-creatordate", "--format=\(format)"],
      in: StoreOptions.packageFolder)
    return lines.compactMap { line in
      // An annotated tag is an object of its own; the last hash is the commit's.
      let words = line.split(separator: " ")
      guard words.count >= 2 else { return nil }
      return ReleaseMark(name: String(words[0]), commit: String(words[words.count - 1]), run: nil)
    }
  }
}
