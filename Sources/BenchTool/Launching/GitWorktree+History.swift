extension GitWorktree {
  /// The commits after `good` up to `bad`, the oldest first, along the first parents: a merge is one
  /// step.
  ///
  /// - Throws: When there is no way from one to the other.
  func commits(after good: String, upTo bad: String) async throws -> [String] {
    let commits =
      try await gitLines(["rev-list", "--first-parent", "--reverse", "\(good)..\(bad)"]) ?? []
    // Where the way misses the good one, it comes from another of that one's ancestors.
    guard let oldest = commits.first,
      try await git(["rev-parse", "--verify", "--quiet", "\(oldest)^1"]) == good
    else { throw GitWorktreeError.noWay(from: good, to: bad) }
    return commits
  }

  /// A commit in one line: its short hash, date, author and subject.
  func summary(of commit: String) async throws -> String {
    let line = try await git(["log", "-1", "--date=short", "--format=%h %ad %an: %s", commit])
    return line ?? String(commit.prefix(10))
  }
}
