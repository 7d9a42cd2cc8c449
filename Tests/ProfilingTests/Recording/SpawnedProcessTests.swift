import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct SpawnedProcessTests {
  private func start(
    _ words: [String], isGated: Bool = false
  ) throws -> (process: SpawnedProcess, output: MemoryFile) {
    let output = try MemoryFile()
    let process = try SpawnedProcess(
      words, descriptors: [try Descriptor.null(), output.descriptor, output.descriptor],
      isGated: isGated)
    return (process, output)
  }

  @Test func `a program runs and its exit status is kept`() async throws {
    let (process, output) = try start(["sh", "-c", "echo out; echo err >&2; exit 7"])
    try await process.launch()
    #expect(await process.waitForEnd() == .exited(status: 7))
    #expect(process.endingNow == .exited(status: 7))
    #expect(output.tail() == "out\nerr")
  }

  @Test func `arguments arrive as they are`() async throws {
    let (process, output) = try start(["printf", "[%s]", "a b", "", "*", "ü", "'\""])
    try await process.launch()
    _ = await process.waitForEnd()
    #expect(output.tail() == "[a b][][*][ü]['\"]")
  }

  /// Descriptor 3 is the folder that `ls` itself has open.
  @Test func `no other descriptor is passed on`() async throws {
    let leaked = open("/dev/null", O_RDONLY)
    defer { close(leaked) }
    let (process, output) = try start(["ls", "/proc/self/fd"])
    try await process.launch()
    _ = await process.waitForEnd()
    #expect(output.tail() == "0\n1\n2\n3")
  }

  @Test func `a gate holds the program back until it is opened`() async throws {
    let (process, output) = try start(["echo", "through"], isGated: true)
    try await Task.sleep(for: .milliseconds(100))
    #expect(process.endingNow == nil)
    #expect(output.tail() == "")
    // What stands before the gate is a copy of this program.
    let before = try FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/\(process.id)/exe")
    #expect(before == (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")))
    try await process.launch()
    #expect(await process.waitForEnd() == .exited(status: 0))
    #expect(output.tail() == "through")
  }

  @Test func `a gate that is forgotten lets nothing through`() async throws {
    var (process, output): (SpawnedProcess?, MemoryFile) = try start(["echo", "no"], isGated: true)
    let id = try #require(process?.id)
    process = nil
    while kill(id, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(output.tail() == "")
    output = try MemoryFile()
  }

  @Test(arguments: [false, true])
  func `a program that does not exist gives the kernel's reason`(isGated: Bool) async throws {
    let (process, _) = try start(["/nowhere/program"], isGated: isGated)
    await #expect(
      throws: RecordingError.commandNotStarted(
        command: "/nowhere/program", reason: "No such file or directory")
    ) {
      try await process.launch()
    }
    #expect(await process.waitForEnd() == .exited(status: 127))
  }

  @Test func `a signal ends it and is told`() async throws {
    let (process, _) = try start(["sleep", "60"])
    try await process.launch()
    #expect(await process.end(with: SIGTERM, grace: .seconds(10)) == .signaled(SIGTERM))
  }

  @Test func `whoever does not heed a signal is killed`() async throws {
    let (process, output) = try start([
      "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done",
    ])
    try await process.launch()
    while output.tail() != "ready" { try await Task.sleep(for: .milliseconds(5)) }
    #expect(await process.end(with: SIGTERM, grace: .milliseconds(100)) == .signaled(SIGKILL))
  }

  @Test func `a signal after the end goes nowhere`() async throws {
    let (process, _) = try start(["true"])
    try await process.launch()
    _ = await process.waitForEnd()
    process.send(SIGKILL)
    #expect(process.endingNow == .exited(status: 0))
  }
}
