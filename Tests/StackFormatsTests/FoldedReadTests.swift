import BenchModel
import StackFormats
import Testing

@Suite struct FoldedReadTests {
  @Test func `the last blank splits stack and count`() throws {
    let tree = try readFolded("main;f (int) const;g 1 12\nmain 3\n").tree
    #expect(stacks(tree) == [["main", "f (int) const", "g 1"]: 12, ["main"]: 3])
    #expect(tree.totalSamples == 15)
  }

  @Test func `counts may have decimals and exponents`() throws {
    let tree = try readFolded("a 0.25\nb 1e3\nc 12.5\nd 1234567890123456\n").tree
    #expect(
      stacks(tree) == [["a"]: 0.25, ["b"]: 1000, ["c"]: 12.5, ["d"]: 1_234_567_890_123_456])
  }

  @Test func `comments, empty lines and Windows line ends are no stacks`() throws {
    let profile = try readFolded("# made by hand 12\r\n\r\nmain;f 1\r\n#\n   \nmain;f 2")
    #expect(stacks(profile.tree) == [["main", "f"]: 3])
    #expect(profile.provenance.notes == [])
  }

  @Test func `a name may start with a hash sign`() throws {
    #expect(
      stacks(try readFolded("#include 1\n#1;x 2\n").tree) == [["#include"]: 1, ["#1", "x"]: 2])
  }

  @Test func `lines without a count are left out and counted`() throws {
    let profile = try readFolded("main;f 1\nmain;g\nmain;h -3\nmain;i nan\n12\n 12\nmain;j 0x10\n")
    #expect(stacks(profile.tree) == [["main", "f"]: 1])
    #expect(
      profile.provenance.notes == [
        "6 lines are no folded stacks and were left out, the first of them line 2."
      ])
    let error = #expect(throws: StackFormatError.self) { try readFolded("hello\nworld\n") }
    #expect(error?.description.contains("none of its 2 lines is one") == true)
  }

  @Test func `marks tell the kind of a frame`() throws {
    let tree = try readFolded("a;b_[k];c_[i];d_[j];e_[w];- 1\n").tree
    let stack = tree.stack(to: tree.leaves[0])
    #expect(stack.map(tree.frames.name) == ["a", "b", "c", "d", "e_[w]", "-"])
    #expect(
      stack.map(tree.frames.kind) == [
        .native, .kernel, .inlined, .justInTime, .native, .delimiter,
      ])
  }

  @Test func `an empty name is an unknown one`() throws {
    #expect(stacks(try readFolded("a;;b 1\n").tree) == [["a", "[unknown]", "b"]: 1])
  }

  @Test func `names that are no valid text are kept to the byte`() throws {
    let tree = try readFolded(bytes: [0x61, 0x3B, 0xFF, 0xFE, 0x20, 0x31]).tree
    let frame = tree.nodes[Int(tree.leaves[0])].frame
    #expect(tree.frames.withName(frame) { Array($0) } == [0xFF, 0xFE])
    #expect(folded(tree) == "a;\u{FFFD}\u{FFFD} 1\n")
  }

  @Test func `parents that other names stand between are one`() throws {
    let text = "foo 1\nfoo bar;x 2\nfoo;y 3\nfoo;z 4\nfoo(int);q 5\n"
    let tree = try readFolded(text).tree
    #expect(tree.children(of: StackTree.root).count == 3)
    #expect(stacks(tree).count == 5)
  }

  /// Names of every length around the eight bytes that are compared at once, in random order.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `shared beginnings are found in any order of lines`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let names = (0..<40).map { String(repeating: "n", count: $0 % 20) + "\($0)" }
    var expected: [[String]: Double] = [:]
    var text = ""
    for _ in 0..<2000 {
      let depth = Int.random(in: 1..<8, using: &random)
      let stack = (0..<depth).map { _ in names.randomElement(using: &random)! }
      let count = Int.random(in: 0..<1000, using: &random)
      text += stack.joined(separator: ";") + " \(count)\n"
      if count > 0 { expected[stack, default: 0] += Double(count) }
    }
    let sorted = text.split(separator: "\n").sorted().joined(separator: "\n")
    #expect(stacks(try readFolded(text).tree) == expected, "seed \(seed)")
    #expect(stacks(try readFolded(sorted).tree) == expected, "seed \(seed)")
  }

  @Test func `lines with two counts are two trees`() throws {
    let text = "main;f 1 2\nmain;g 0 5\nmain;h 7 0\nmain;n 1 2.5 3\n"
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { FoldedText.isDifferential($0) })
    let (before, after) = try bytes.withUnsafeBytes { try FoldedText.readDifferential($0) }
    #expect(
      stacks(before.tree) == [["main", "f"]: 1, ["main", "h"]: 7, ["main", "n 1"]: 2.5])
    #expect(stacks(after.tree) == [["main", "f"]: 2, ["main", "g"]: 5, ["main", "n 1"]: 3])
  }

  @Test func `one line with one count makes no differential text`() {
    let bytes = Array("main;f 1 2\nmain;g 5\n".utf8)
    #expect(!bytes.withUnsafeBytes { FoldedText.isDifferential($0) })
    #expect(![UInt8]().withUnsafeBytes { FoldedText.isDifferential($0) })
  }

  @Test func `gigantic counts neither trap nor wrap around`() throws {
    let line = "a 9223372036854774784\n"
    let tree = try readFolded(String(repeating: line, count: 5)).tree
    #expect(tree.totalSamples == .max)
    #expect(tree.sampleTotals()[0] == .max)
    #expect(tree.totalWeight > 4.6e19)
    #expect(throws: StackFormatError.self) {
      try readFolded("a 99999999999999999999999999\n" + "b 1e400\n")
    }
  }
}
