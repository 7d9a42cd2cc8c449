import BenchModel
import StackFormats
import Testing

@Suite struct FoldedWriteTests {
  @Test func `stacks are in the order of names, callers first`() throws {
    let text = "b;c 1\na 2\na;z;y 3\na;b 4\na;b;c 0.5\n"
    #expect(folded(try readFolded(text).tree) == "a 2\na;b 4\na;b;c 0.5\na;z;y 3\nb;c 1\n")
  }

  @Test func `signs of the format are replaced in names`() {
    var tree = StackTree(unit: .samples)
    tree.add([tree.frames.intern("a;b\nc\u{1B}\u{7F}"), tree.frames.intern("")], weight: 1)
    #expect(folded(tree) == "a:b\u{FFFD}c\u{FFFD}\u{FFFD};[unknown] 1\n")
  }

  /// Frames that only their modules or replaced signs tell apart.
  @Test func `stacks that read the same are one line`() {
    var tree = StackTree(unit: .samples)
    let module = tree.frames.internModule("/lib/x")
    let ids = [
      tree.frames.intern("a;b"), tree.frames.intern("a:b"),
      tree.frames.intern("a:b", module: module),
    ]
    for (index, id) in ids.enumerated() {
      tree.add([id, ids[0]], weight: Double(index + 1))
      tree.add([id], weight: 10)
    }
    #expect(folded(tree) == "a:b 30\na:b;a:b 6\n")
  }

  @Test func `marks are written for the kinds that are asked for`() {
    let tree = variedTree()
    #expect(folded(tree).contains("entry_SYSCALL_64_[k] 7\n"))
    let plain = String(decoding: FoldedText.write(tree, marks: []), as: UTF8.self)
    #expect(plain.contains("entry_SYSCALL_64 7\n"))
  }

  @Test func `a tree without weight is an empty text`() {
    #expect(FoldedText.write(StackTree(unit: .samples)).isEmpty)
  }

  @Test func `a stack of a hundred thousand frames is written and read`() throws {
    var tree = StackTree(unit: .samples)
    let frame = tree.frames.intern("f")
    tree.add(repeatElement(frame, count: 100_000), weight: 1)
    let text = FoldedText.write(tree)
    #expect(text.count == 200_001 + 1)
    #expect(try readFolded(bytes: text).tree.nodes.count == 100_001)
  }
}
