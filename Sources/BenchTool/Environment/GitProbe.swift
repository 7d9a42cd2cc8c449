import BenchModel
import Subprocess

/// Asks git which source was measured.
enum GitProbe {
  static func source() async -> MachineEnvironment.Source {
    let commit = await git(["rev-parse", "HEAD"])
    let changes = await git(["status", "--porcelain", "--untracked-files=no"])
    return MachineEnvironment.Source(commit: commit, isDirty: changes.map { !$0.isEmpty })
  }

  /// The output of a git command in the current folder, without the last line feed.
  private static func git(_ arguments: [String]) async -> Reading<String> {
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(arguments), output: .string(limit: 1 << 20),
        error: .discarded)
      guard result.terminationStatus.isSuccess else {
        return .unavailable(reason: "'git \(arguments[0])' failed: no repository, or no commit yet")
      }
      var output = result.standardOutput
      while output.last?.isNewline == true { output.removeLast() }
      return .value(output)
    } catch {
      return .unavailable(reason: "git cannot be run: \(error)")
    }
  }
}
