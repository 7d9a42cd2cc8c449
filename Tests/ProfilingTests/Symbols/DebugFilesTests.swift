import Foundation
import Testing

@testable import Profiling

@Suite struct DebugFilesTests {
  /// The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
  @Test func `the checksum of nine digits is the published one`() {
    var checksum = CRC32()
    Array("123456789".utf8).withUnsafeBytes { checksum.update($0) }
    #expect(checksum.value == 0xCBF4_3926)
    #expect(CRC32().value == 0)
  }

  /// `objcopy --add-gnu-debuglink` computed it.
  @Test func `a program names its separate file with its checksum`() throws {
    let stripped = try ELFFile(path: ELFFixture.path("elf/shapes.stripped"))
    let link = try #require(stripped.debugLink)
    #expect(link.name == "shapes.debug")
    #expect(
      CRC32(of: try ELFFile(path: ELFFixture.path("elf/shapes.debug"))).value == link.checksum)
  }

  private let program = ELFFixture.path("elf/shapes.stripped")

  /// Puts copies of fixtures at paths below a new folder.
  private func withFiles<Result>(
    _ files: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    try ELFFixture.withFolder { folder in
      for (path, bytes) in files {
        let file = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
      }
      return try body(folder)
    }
  }

  private func found(_ program: String, in folder: String) throws -> String? {
    var files = DebugFiles(prefix: folder)
    files.perfCache = folder + "/cache"
    let file = files.file(of: try ELFFile(path: folder + program)) { $0.linkerSymbols != nil }
    return file.map { String($0.name.dropFirst(folder.count)) }
  }

  @Test func `symbols are found beside a program, below it, and where distributions put them`()
    throws
  {
    let stripped = try ELFFixture.bytes("elf/shapes.stripped")
    let debug = try ELFFixture.bytes("elf/shapes.debug")
    let id = try #require(ELFFile(bytes: stripped, name: "").buildID.map(DebugFiles.digits))
    for place in [
      "bin/shapes.debug", "bin/.debug/shapes.debug", "usr/lib/debug/bin/shapes.debug",
      "usr/lib/debug/.build-id/\(id.prefix(2))/\(id.dropFirst(2)).debug",
      "cache/.build-id/\(id.prefix(2))/\(id.dropFirst(2))/elf",
    ] {
      try withFiles(["bin/shapes": stripped, place: debug]) { folder in
        let found = try found("/bin/shapes", in: folder)
        #expect(found == "/" + place)
      }
    }
  }

  @Test func `a file of another build is not taken for the separate file`() throws {
    let stripped = try ELFFixture.bytes("elf/shapes.stripped")
    var debug = try ELFFixture.bytes("elf/shapes.debug")
    let file = try ELFFile(bytes: debug, name: "")
    let note = try #require(file.section(named: ".note.gnu.build-id"))
    debug[Int(note.offset) + 16] ^= 1
    try withFiles(["bin/shapes": stripped, "bin/shapes.debug": debug]) { folder in
      let found = try found("/bin/shapes", in: folder)
      #expect(found == nil)
    }
    // Without a build id the checksum decides, and it is that of the undamaged file.
    debug[Int(note.offset) + 8] = 9
    try withFiles(["bin/shapes": stripped, "bin/shapes.debug": debug]) { folder in
      let found = try found("/bin/shapes", in: folder)
      #expect(found == nil)
    }
  }
}
