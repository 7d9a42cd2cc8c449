import ArgumentParser
import Foundation
import Glibc
import Subprocess

/// Turns a debug build into a release build of the same commit, and goes on there.
///
/// `swift run bench` builds for debugging, and numbers of such a build mean nothing.
enum ReleaseBuild {
  /// Returns never, unless something is wrong.
  ///
  /// - Throws: The exit status of a failed build.
  static func continueInRelease() async throws {
    let executable = ProcFile.executablePath()
    guard let layout = BuildLayout(of: executable) else {
      throw ReleaseBuildError.notInPackage(executable: executable)
    }
    report("This is a debug build; building with -c release and going on there.")
    let outcome = try await Subprocess.run(
      .name("swift"), arguments: Arguments(layout.buildArguments), output: .currentStandardError,
      error: .currentStandardError)
    guard outcome.terminationStatus.isSuccess else {
      report("The release build failed.")
      throw ExitStatus.toolFailed.code
    }
    let arguments = [layout.releaseExecutable] + CommandLine.arguments.dropFirst()
    var pointers = arguments.map { strdup($0) }
    pointers.append(nil)
    execv(layout.releaseExecutable, pointers)
    throw ReleaseBuildError.cannotStart(
      executable: layout.releaseExecutable, reason: String(cString: strerror(errno)))
  }

  private static func report(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data("bench: \(line)\n".utf8))
  }
}

enum ReleaseBuildError: Error, CustomStringConvertible {
  case notInPackage(executable: String)
  case cannotStart(executable: String, reason: String)

  var description: String {
    switch self {
    case .notInPackage(let executable):
      """
      '\(executable)' is a debug build outside of a package's build folder, so it cannot be \
      built for release. Build it with: swift build -c release
      """
    case .cannotStart(let executable, let reason):
      "The release build '\(executable)' cannot be started: \(reason)"
    }
  }
}
