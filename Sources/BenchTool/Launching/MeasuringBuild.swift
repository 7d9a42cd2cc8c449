import ArgumentParser
import Foundation
import Glibc
import Subprocess

/// Turns any other build into a measuring build of the same source, and goes on there.
///
/// `swift run bench` builds for debugging, and numbers of such a build mean nothing; those of a
/// plain release build depend on where the linker happened to place each function.
enum MeasuringBuild {
  /// Whether the running program is one already, or cannot be told from one: a program outside of
  /// a build folder has no manifest that tells its flags.
  static var isRunning: Bool {
    if BuildConfiguration.isDebug { return false }
    guard case .value(let flags) = BuildManifest.flags(ofExecutable: ProcFile.executablePath())
    else { return true }
    return flags.contains(BuildLayout.measuringFlags.joined(separator: " "))
  }

  /// Returns never, unless something is wrong.
  ///
  /// - Throws: The exit status of a failed build.
  static func goOnThere() async throws {
    let executable = ProcFile.executablePath()
    guard let layout = BuildLayout(of: executable) else {
      throw MeasuringBuildError.notInPackage(executable: executable)
    }
    report(
      """
      This is no build to measure; building with -c release and aligned functions, and going on \
      there.
      """)
    let outcome = try await Subprocess.run(
      .name("swift"), arguments: Arguments(layout.buildArguments), output: .currentStandardError,
      error: .currentStandardError)
    guard outcome.terminationStatus.isSuccess else {
      report("The build failed.")
      throw ExitStatus.toolFailed.code
    }
    let arguments = [layout.measuringExecutable] + CommandLine.arguments.dropFirst()
    var pointers = arguments.map { strdup($0) }
    pointers.append(nil)
    execv(layout.measuringExecutable, pointers)
    throw MeasuringBuildError.cannotStart(
      executable: layout.measuringExecutable, reason: String(cString: strerror(errno)))
  }

  private static func report(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data("bench: \(line)\n".utf8))
  }
}

enum MeasuringBuildError: Error, CustomStringConvertible {
  case notInPackage(executable: String)
  case cannotStart(executable: String, reason: String)

  var description: String {
    switch self {
    case .notInPackage(let executable):
      """
      '\(executable)' is a debug build outside of a package's build folder, so it cannot be \
      built to be measured. Build it with: swift build -c release
      """
    case .cannotStart(let executable, let reason):
      "The measuring build '\(executable)' cannot be started: \(reason)"
    }
  }
}
