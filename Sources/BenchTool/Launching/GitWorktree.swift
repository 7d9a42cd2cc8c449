import BenchModel
import Foundation
import Subprocess

/// Builds another commit of the package that is being measured, without touching its files.
///
/// One worktree beside the store is used again and again, so that only what differs between two
/// commits is compiled.
struct GitWorktree {
  let packageFolder: String
  /// Where the worktree is, and its lock.
  let storeFolder: String
  let product: String

  /// The commit that a reference names.
  func commit(of reference: String) async throws -> String {
    // A reference that begins with a dash would be read as an option.
    guard !reference.hasPrefix("-"), !reference.isEmpty else {
      throw GitWorktreeError.noCommit(reference, folder: packageFolder)
    }
    let outcome = try await git(["rev-parse", "--verify", "--quiet", "\(reference)^{commit}"])
    guard let line = outcome, line.count >= 40 else {
      throw GitWorktreeError.noCommit(reference, folder: packageFolder)
    }
    return line
  }

  /// The commit that last changed a file; `nil` where git does not know it.
  func lastCommit(changing path: String) async throws -> String? {
    let line = try await git(["log", "-1", "--format=%H", "--", path])
    return line?.isEmpty == false ? line : nil
  }

  /// Builds a commit for measuring.
  ///
  /// - Parameter report: Told what is going on, a sentence at a time.
  /// - Returns: The path of the executable, which the next build replaces.
  func build(_ commit: String, report: (String) -> Void) async throws -> String {
    try await checkOut(commit)
    report("Building \(commit.prefix(10)) in \(folder).")
    return try await buildCheckedOut(commit)
  }

  private var folder: String { "\(storeFolder)/worktree" }

  /// The package's folder in the worktree: a package may lie deeper than its repository.
  private func packageInWorktree() async throws -> String {
    let prefix = try await git(["rev-parse", "--show-prefix"]) ?? ""
    return prefix.isEmpty ? folder : "\(folder)/\(prefix)"
  }

  /// - Returns: Where the package of that commit now is.
  @discardableResult
  func checkOut(_ commit: String) async throws -> String {
    _ = try await git(["worktree", "prune"])
    if try await git(["-C", folder, "rev-parse", "--is-inside-work-tree"]) == "true",
      FileManager.default.fileExists(atPath: "\(folder)/.git")
    {
      try await require(["-C", folder, "checkout", "--force", "--detach", "--quiet", commit])
      return try await packageInWorktree()
    }
    // A cache may bring back the folder without the repository that it belonged to. What was
    // compiled there is still worth having.
    let files = FileManager.default
    let aside = "\(folder).build"
    if files.fileExists(atPath: "\(folder)/.build") {
      try? files.removeItem(atPath: aside)
      try files.moveItem(atPath: "\(folder)/.build", toPath: aside)
    }
    if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
    try await require(["worktree", "add", "--force", "--detach", "--quiet", folder, commit])
    let package = try await packageInWorktree()
    if files.fileExists(atPath: aside), !files.fileExists(atPath: "\(package)/.build") {
      try files.moveItem(atPath: aside, toPath: "\(package)/.build")
    }
    return package
  }

  /// Builds what is checked out, with what was changed there since.
  func buildCheckedOut(_ commit: String) async throws -> String {
    let package = try await packageInWorktree()
    guard
      let layout = BuildLayout(
        executable: "\(package)/.build/triple/debug/\(product)", currentFolder: package,
        hasManifest: { FileManager.default.fileExists(atPath: "\($0)/Package.swift") }),
      layout.packagePath == URL(fileURLWithPath: package).path
    else { throw GitWorktreeError.noPackage(commit) }
    let outcome = try await Subprocess.run(
      .name("swift"), arguments: Arguments(layout.buildArguments), output: .currentStandardError,
      error: .currentStandardError)
    guard outcome.terminationStatus.isSuccess else { throw GitWorktreeError.doesNotBuild(commit) }
    return layout.measuringExecutable
  }

  /// The first line of what git says; `nil` where it fails.
  func git(_ arguments: [String]) async throws -> String? {
    try await gitLines(arguments).map { $0.first ?? "" }
  }

  /// The lines of what git says that are not empty; `nil` where it fails.
  func gitLines(_ arguments: [String]) async throws -> [String]? {
    let outcome = try await Subprocess.run(
      .name("git"), arguments: Arguments(["-C", packageFolder] + arguments),
      output: .string(limit: 1 << 26), error: .discarded)
    guard outcome.terminationStatus.isSuccess else { return nil }
    return outcome.standardOutput.split(separator: "\n").map(String.init)
  }

  private func require(_ arguments: [String]) async throws {
    let outcome = try await Subprocess.run(
      .name("git"), arguments: Arguments(["-C", packageFolder] + arguments),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    guard outcome.terminationStatus.isSuccess else {
      throw GitWorktreeError.gitFailed(
        arguments.first ?? "", outcome.standardError.split(separator: "\n").map(String.init))
    }
  }
}

enum GitWorktreeError: Error, CustomStringConvertible {
  case noCommit(String, folder: String)
  case noWay(from: String, to: String)
  case noPackage(String)
  case doesNotBuild(String)
  case gitFailed(String, [String])

  var description: String {
    switch self {
    case .noCommit(let reference, let folder):
      """
      '\(reference)' names no commit of the repository in '\(folder)'. In a shallow clone, fetch \
      it first: git fetch origin \(reference)
      """
    case .noWay(let good, let bad):
      """
      The commit \(good.prefix(10)) is not one that \(bad.prefix(10)) goes back to along first \
      parents. See where they part: git merge-base \(good.prefix(10)) \(bad.prefix(10))
      """
    case .noPackage(let commit):
      "The commit \(commit.prefix(10)) has no Package.swift where this package has one."
    case .doesNotBuild(let commit):
      """
      The commit \(commit.prefix(10)) does not build, so nothing can be compared with it. See \
      the compiler's messages above.
      """
    case .gitFailed(let command, let output):
      "'git \(command)' failed: \(output.first ?? "no message")"
    }
  }
}
