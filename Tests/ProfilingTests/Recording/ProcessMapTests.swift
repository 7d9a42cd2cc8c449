import Testing

@testable import Profiling

/// The lines are in the format of Documentation/filesystems/proc.rst.
@Suite struct ProcessMapTests {
  private func read(_ line: String) -> ProcessMap? { ProcessMap(line: Array(line.utf8)[...]) }

  @Test func `a line of a library is read`() throws {
    let map = try #require(
      read(
        "7f72b8a28000-7f72b8b7d000 r-xp 00026000 fe:01 333151                     /usr/lib/libc.so.6"
      ))
    #expect(map.start == 0x7f72_b8a2_8000)
    #expect(map.end == 0x7f72_b8b7_d000)
    #expect(map.offset == 0x26000)
    #expect(map.protection == 5)
    #expect(!map.isShared)
    #expect(map.deviceMajor == 0xfe)
    #expect(map.deviceMinor == 1)
    #expect(map.inode == 333_151)
    #expect(String(decoding: map.name, as: UTF8.self) == "/usr/lib/libc.so.6")
  }

  @Test func `names may hold spaces and newlines, and end in a remark`() throws {
    let map = try #require(read(#"1000-2000 rwxs 00000000 00:00 5    /a b\012c (deleted)"#))
    #expect(String(decoding: map.name, as: UTF8.self) == "/a b\nc (deleted)")
    #expect(map.isShared)
    #expect(map.protection == 7)
  }

  @Test func `memory without a file has no name`() throws {
    #expect(try #require(read("1000-2000 r-xp 00000000 00:00 0 ")).name.isEmpty)
    #expect(try #require(read("1000-2000 r-xp 00000000 00:00 0")).name.isEmpty)
  }

  @Test(arguments: [
    "", "x", "1000-2000", "2000-1000 r-xp 0 00:00 0", "1000-1000 r-xp 0 00:00 0",
    "1000-2000-3000 r-xp 0 00:00 0", "1000-2000 r-x 0 00:00 0", "1000-2000 r-xp 0 0 0",
    "1000-2000 r-xp 0 00:00 -1", "11111111111111111-2 r-xp 0 00:00 0",
    "1000-2000 r-xp 0 fffffffff:00 0",
  ])
  func `what is no such line gives nothing`(line: String) {
    #expect(read(line) == nil)
  }

  @Test func `lines are told apart by what may be done with them`() {
    let text = """
      1000-2000 r--p 00000000 00:00 1 /a
      2000-3000 r-xp 00001000 00:00 1 /a
      nonsense
      3000-4000 rw-p 00002000 00:00 1 /a
      """
    let maps = ProcessMap.all(in: Array(text.utf8))
    #expect(maps.map(\.start) == [0x1000, 0x2000, 0x3000])
    #expect(maps.map(\.isExecutable) == [false, true, false])
    #expect(maps.map(\.isReadable) == [true, true, true])
  }
}
