import Glibc

/// The perf program of this machine.
package struct PerfProgram: Equatable, Sendable {
  package let path: String
  /// As it names itself: `perf version 6.1.187`.
  package let version: String

  /// Looks it up in PATH and runs it once: where the kernel is newer than its tools, a
  /// distribution's wrapper of that name does nothing but complain.
  package static func find() async throws(RecordingError) -> PerfProgram {
    try await find(in: getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin")
  }

  static func find(in searchPath: String) async throws(RecordingError) -> PerfProgram {
    let candidates = searchPath.split(separator: ":").map { "\($0)/perf" }
    guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else {
      throw .noPerfProgram(reason: "there is none in PATH")
    }
    let output = try MemoryFile()
    let process = try SpawnedProcess(
      [path, "--version"],
      descriptors: [try Descriptor.null(), output.descriptor, output.descriptor], isGated: false)
    do {
      try await process.launch()
    } catch .commandNotStarted(_, let reason) {
      throw .noPerfProgram(reason: "\(path) does not start: \(reason)")
    }
    let ending = await process.waitForEnd()
    let words = output.tail()
    guard ending == .exited(status: 0), words.hasPrefix("perf version") else {
      throw .noPerfProgram(reason: "'\(path) --version' ended with \(ending) and said '\(words)'")
    }
    return PerfProgram(path: path, version: words)
  }
}
