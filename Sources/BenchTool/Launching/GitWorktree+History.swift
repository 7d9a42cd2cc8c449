import Subprocess

extension GitWorktree {
  /// The commits after `good` up to `bad`, the oldest first, along the first parents: a merge is one
  /// step.
  ///
  /// - Throws: When there is no way from one to the other.
  func commits(after good: String, upTo bad: String) async throws -> [String] {
    let lines = try await lines([
      "rev-list", "--first-parent", "--reverse", "\(good)..\(bad)",
    ])
    guard !lines.isEmpty, try await isOnFirstParents(good, of: bad) else {
      throw GitWorktreeError.noWay(from: good, to: bad)
    }
    return lines
  }

  /// A commit in one line: its short hash, date, author and subject.
  func summary(of commit: String) async throws -> String {
    try await lines(["log", "-1", "--date=short", "--format=%h %ad %an: %s", commit]).first
      ?? String(commit.prefix(10))
  }

  private func isOnFirstParents(_ good: String, of bad: String) async throws -> Bool {
    try await lines(["rev-list", "--first-parent", bad]).contains(good)
  }

  private func lines(_ arguments: [String]) async throws -> [String] {
    let outcome = try await Subprocess.run(
      .name("git"), arguments: Arguments(["-C", packageFolder] + arguments),
      output: .string(limit: 1 << 26), error: .discarded)
    guard outcome.terminationStatus.isSuccess else { return [] }
    return outcome.standardOutput.split(separator: "\n").map(String.init)
  }
}
