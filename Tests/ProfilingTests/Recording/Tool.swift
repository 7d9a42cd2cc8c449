import Foundation

/// Programs of the machine that tests ask.
enum Tool {
  struct NotFound: Error {
    let name: String
  }

  static func path(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end.
  static func run(
    _ name: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = try prepared(name, arguments)
    let folder = FileManager.default.temporaryDirectory
    // Two pipes read one after the other can fill up; a file cannot.
    let errorPath = folder.appendingPathComponent("errors-\(UUID().uuidString)").path
    _ = FileManager.default.createFile(atPath: errorPath, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: errorPath) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorPath))
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let errors = try Data(contentsOf: URL(fileURLWithPath: errorPath))
    return (
      process.terminationStatus, String(decoding: data, as: UTF8.self),
      String(decoding: errors, as: UTF8.self)
    )
  }

  /// Starts a program and leaves it running.
  static func start(_ path: String, _ arguments: [String]) throws -> Process {
    let process = try prepared(path, arguments)
    try process.run()
    return process
  }

  private static func prepared(_ name: String, _ arguments: [String]) throws -> Process {
    guard let path = name.contains("/") ? name : path(name) else { throw NotFound(name: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
