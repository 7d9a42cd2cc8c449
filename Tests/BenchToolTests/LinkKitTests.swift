import Foundation
import Profiling
import Subprocess
import Testing

@testable import BenchTool

/// With the real compiler and linker, on a small program in C.
@Suite struct LinkKitTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "link-kit-\(UUID().uuidString)"
  ).path

  /// Forty functions of different sizes that `main` calls.
  private func source(changed: Bool) -> String {
    let functions = (0..<40).map { number in
      let lines = (0...(number % 9 + (changed && number == 7 ? 30 : 0))).map {
        "x = x * \(number + 3) + (x >> \($0 % 31 + 1));"
      }
      return """
        __attribute__((noinline)) unsigned f\(number)(unsigned x) { \(lines.joined()) return x; }
        """
    }
    let added =
      changed
      ? """
      __attribute__((noinline)) unsigned added(unsigned x) { return x * 77 + (x >> 3); }
      unsigned spareCode(unsigned x) { return x * 5; }
      """ : ""
    let calls = (0..<40).map { "sum += f\($0)(n);" }.joined()
    return """
      \(functions.joined(separator: "\n"))
      \(added)
      int main(int n, char **arguments) {
        unsigned sum = 0;
        \(calls)
        \(changed ? "sum += added(n);" : "")
        return sum == 12345;
      }
      """
  }

  /// A build folder as SwiftPM leaves it, with one object.
  private func kit(_ name: String, changed: Bool) async throws -> LinkKit {
    let scratch = "\(folder)/\(name)"
    let release = "\(scratch)/triple/release"
    try FileManager.default.createDirectory(atPath: release, withIntermediateDirectories: true)
    let executable = URL(fileURLWithPath: "\(release)/program").resolvingSymlinksInPath().path
    try Data(source(changed: changed).utf8).write(to: URL(fileURLWithPath: "\(scratch)/source.c"))
    let outcome = try await Subprocess.run(
      .name("clang"),
      arguments: [
        "-O1", "-fPIC", "-ffunction-sections", "-falign-functions=64", "-c", "\(scratch)/source.c",
        "-o", "\(scratch)/source.o",
      ], output: .discarded, error: .string(limit: 1 << 16))
    try #require(outcome.terminationStatus.isSuccess, "\(outcome.standardError)")
    try Data("'\(scratch)/source.o'\n".utf8).write(
      to: URL(fileURLWithPath: "\(scratch)/Objects.LinkFileList"))
    try Data(
      """
          args: ["/usr/bin/env","swiftc","-o","\(executable)","-emit-executable",\
      "-Xlinker","--gc-sections","@\(scratch)/Objects.LinkFileList"]

      """.utf8
    ).write(to: URL(fileURLWithPath: "\(scratch)/release.yaml"))
    return try LinkKit.collect(of: executable, into: "\(folder)/\(name)-kit")
  }

  private func linker(_ name: String, changed: Bool) async throws -> KitLinker {
    let kit = try await kit(name, changed: changed)
    let folder = "\(folder)/\(name)-linked"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try await KitLinker(kit, folder: folder)
  }

  private func addresses(_ path: String) throws -> [String: UInt64] {
    let file = try ELFFile(path: path)
    var addresses: [String: UInt64] = [:]
    SymbolTable(symbolsOf: file, program: file).forEachFunction { name, address, _ in
      addresses[String(decoding: name, as: UTF8.self)] = address
    }
    return addresses
  }

  @Test func `what both sides have lies at one address, another one for each seed`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let base = try await linker("base", changed: false)
    let candidate = try await linker("candidate", changed: true)
    let code = SharedCode(
      base: try await base.functions(),
      candidate: try await candidate.functions())
    let paths = (base: "\(folder)/b", candidate: "\(folder)/c")
    var first: [String: UInt64] = [:]
    for seed in [1, 2] as [UInt64] {
      try await base.link(order: code.order(of: .base, seed: seed), to: paths.base)
      try await candidate.link(order: code.order(of: .candidate, seed: seed), to: paths.candidate)
      let before = try addresses(paths.base)
      let after = try addresses(paths.candidate)
      #expect(before["added"] == nil && after["added"] != nil)
      for number in 0..<40 where number != 7 {
        #expect(before["f\(number)"] != nil && before["f\(number)"] == after["f\(number)"])
      }
      if seed == 1 { first = before }
      #expect(seed == 1 || first != before)
      let ended = try await Subprocess.run(
        .path(.init(paths.candidate)), output: .discarded, error: .discarded)
      #expect(ended.terminationStatus.isSuccess)
      #expect(!FileManager.default.fileExists(atPath: "\(paths.base).order"))
    }
  }

  @Test func `code that the linker leaves out is not among the functions`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bytes = try await linker("base", changed: true).functions().bytes
    #expect(bytes["spareCode"] == nil && bytes["added"]?.count == 1)
  }

  @Test func `objects that are no objects are told with the linker's words`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let kit = try await kit("base", changed: false)
    let linker = try await KitLinker(kit, folder: folder)
    try Data("no object".utf8).write(to: URL(fileURLWithPath: "\(kit.folder)/0.o"))
    await #expect {
      try await linker.functions()
    } throws: { error in
      "\(error)".contains("0.o")
    }
    await #expect(throws: LinkKitError.self) { try await KitLinker(kit, folder: folder) }
  }
}
