import BenchModel
import Subprocess

/// Asks git which source was measured: that of the package whose build folder holds the program.
enum GitProbe {
  static func source() async -> MachineEnvironment.Source {
    guard let layout = BuildLayout(of: ProcFile.executablePath()) else {
      let reason = "the executable is not in a package's build folder"
      return MachineEnvironment.Source(
        commit: .unavailable(reason: reason), isDirty: .unavailable(reason: reason))
    }
    let commit = await git(["rev-parse", "HEAD"], in: layout.packagePath)
    // A file that git does not know yet is compiled all the same.
    let changes = await git(["status", "--porcelain"], in: layout.packagePath)
    return MachineEnvironment.Source(commit: commit, isDirty: changes.map { !$0.isEmpty })
  }

  /// The lines of a git command's output; none where it fails.
  static func lines(_ arguments: [String], in folder: String) async -> [String] {
    let output = await git(arguments, in: folder).value ?? ""
    return output.split(separator: "\n").map(String.init)
  }

  /// The output of a git command, without the last line feed.
  private static func git(_ arguments: [String], in folder: String) async -> Reading<String> {
    do {
      let result = try await Subprocess.run(
        .name("git"), arguments: Arguments(["-C", folder] + arguments),
        output: .string(limit: 1 << 20),
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
