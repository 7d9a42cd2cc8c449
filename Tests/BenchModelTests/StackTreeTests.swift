import BenchModel
import Testing

@Suite struct StackTreeTests {
  /// Few children are searched one by one, many through an index: both sides of the border.
  @Test(arguments: [1, 4, 5, 6, 300])
  func `a child is found again among any number of others`(count: Int) {
    var tree = StackTree(unit: .samples)
    let outer = tree.child(of: StackTree.root, frame: tree.frames.intern("outer"))
    let frames = (0..<count).map { tree.frames.intern("f\($0)") }
    let children = frames.map { tree.child(of: outer, frame: $0) }
    #expect(Set(children).count == count)
    #expect(frames.reversed().map { tree.child(of: outer, frame: $0) } == children.reversed())
    #expect(Set(tree.children(of: outer)) == Set(children))
    // The same frames below another node are other nodes.
    #expect(tree.child(of: children[0], frame: frames[0]) != children[0])
    tree.checkInvariants()
  }

  @Test func `totals hold what is below, samples stop at the largest number`() {
    var tree = StackTree(unit: .samples)
    let names = ["a", "b"].map { tree.frames.intern($0) }
    tree.add([names[0]], weight: 1, samples: .max)
    tree.add(names, weight: 2, samples: 5)
    #expect(tree.totals() == [3, 3, 2])
    #expect(tree.sampleTotals() == [.max, .max, 5])
    #expect(tree.totalSamples == .max)
    #expect(tree.stack(to: 2) == names)
  }

  @Test func `room for nodes changes no tree`() {
    var tree = StackTree(unit: .samples)
    tree.reserve(nodes: 1000)
    tree.add([tree.frames.intern("a")], weight: 1)
    #expect(tree.nodes.count == 2)
    tree.checkInvariants()
  }

  @Test func `frames are the same when name, kind and module are`() {
    var table = FrameTable()
    let module = table.internModule("/lib/x")
    let names = ["a", "ab", "abcdefgh", "abcdefghi", "abcdefgh_", "", "a"]
    let ids = names.map { table.intern($0) }
    #expect(ids == [0, 1, 2, 3, 4, 5, 0])
    #expect(table.intern("a", kind: .kernel) != 0)
    #expect(table.intern("a", module: module) != 0)
    #expect(table.intern("a", module: module) == table.intern("a", module: module))
    #expect(names.indices.allSatisfy { table.name(ids[$0]) == names[$0] })
  }
}
