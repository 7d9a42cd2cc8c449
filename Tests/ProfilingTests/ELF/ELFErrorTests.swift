import Foundation
import Glibc
import Testing

@testable import Profiling

@Suite struct ELFErrorTests {
  private func error(bytes: [UInt8]) -> ELFError? {
    do throws(ELFError) {
      _ = try ELFFile(bytes: bytes, name: "it")
      return nil
    } catch {
      return error
    }
  }

  @Test func `what is no ELF file is told from what is another kind of one`() throws {
    let whole = try ELFFixture.bytes("elf/shapes.elf")
    #expect(error(bytes: []) == .notELF(path: "it"))
    #expect(error(bytes: Array("#!/bin/sh\n".utf8)) == .notELF(path: "it"))
    #expect(error(bytes: Array(whole.prefix(63))) == .truncated(path: "it", bytes: 63))
    var bytes = whole
    bytes[4] = 1
    #expect(error(bytes: bytes) == .unsupported(path: "it", what: "not 64-bit"))
    bytes = whole
    bytes[5] = 2
    #expect(error(bytes: bytes) == .unsupported(path: "it", what: "big-endian"))
    #expect(
      "\(ELFError.unsupported(path: "it", what: "big-endian"))"
        == "it is big-endian; only 64-bit little-endian ELF files are read.")
  }

  @Test func `a folder and a pipe are refused at once`() throws {
    try ELFFixture.withFolder { folder in
      #expect(throws: ELFError.notAFile(path: folder)) { try ELFFile(path: folder) }
      let pipe = folder + "/pipe"
      try #require(mkfifo(pipe, 0o600) == 0)
      #expect(throws: ELFError.notAFile(path: pipe)) { try ELFFile(path: pipe) }
      let missing = folder + "/missing"
      #expect(throws: ELFError.unreadable(path: missing, code: ENOENT)) {
        try ELFFile(path: missing)
      }
    }
  }

  @Test func `a missing file comes with what to type next`() {
    #expect(
      "\(ELFError.unreadable(path: "/a", code: ENOENT))"
        == "/a is not there any more. If it lies elsewhere now, say '--symfs <folder>'.")
    #expect("\(ELFError.unreadable(path: "/a", code: EACCES))".contains("sudo"))
  }
}
