import Foundation

/// Another program, run to its end.
struct ChildProcess {
  /// 128 and the signal's number when a signal ended it.
  let status: Int32
  let output: String
  let errors: String

  static func run(
    _ command: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> ChildProcess {
    let files = try TemporaryFolder()
    let output = try files.write(Data(), to: "output")
    let errors = try files.write(Data(), to: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    // A child that is killed would leave half a coverage profile, which spoils all of them.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LLVM_PROFILE_FILE": "/dev/null"]) { $1 }.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
    process.waitUntilExit()
    return ChildProcess(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: try content(of: output), as: UTF8.self),
      errors: String(decoding: try content(of: errors), as: UTF8.self))
  }

  /// The executable that was built together with these tests.
  static var probe: String {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      bundle?.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("baselines-probe").path
  }

  /// Runs a script where it may mount file systems that vanish with it: as root, in a name space
  /// of its own.
  static func runWithMounts(_ script: String, _ arguments: String...) throws -> ChildProcess {
    try run(
      ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", script, "sh"] + arguments)
  }

  /// Some containers allow no name spaces.
  static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    return (try? runWithMounts("mount -t tmpfs none $1", folder.path))?.status == 0
  }()

  static func canRun(_ program: String) -> Bool {
    (try? run([program, "--version"]))?.status == 0
  }
}
