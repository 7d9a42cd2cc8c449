import Foundation
import Subprocess
import SystemPackage

/// An executable of this package, run as a user runs it.
struct BenchProcess {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a product that was built together with these tests.
  ///
  /// - Parameter environment: Variables to set beside the inherited ones.
  static func run(
    _ product: String, _ arguments: [String], environment: [Environment.Key: String?] = [:]
  ) async throws -> BenchProcess {
    try await run(
      executable: path(of: product), arguments,
      environment: environment)
  }

  static func run(
    executable: String, _ arguments: [String], environment: [Environment.Key: String?] = [:]
  ) async throws -> BenchProcess {
    // A worker that is killed would leave half a coverage profile, which spoils all of them.
    let environment = environment.merging(["LLVM_PROFILE_FILE": "/dev/null"]) { given, _ in given }
    let result = try await Subprocess.run(
      .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(environment), output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let status): status
      case .signaled(let signal): 128 + signal
      }
    return BenchProcess(
      status: status, output: result.standardOutput, errors: result.standardError)
  }

  static func path(of product: String) -> String {
    buildFolder.appendingPathComponent(product).path
  }

  /// The folder that holds the test bundle holds the executables too.
  private static var buildFolder: URL {
    Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
      .deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  }
}
