import BenchModel
import Testing

@testable import FlameGraph

@Suite struct DifferentialTreeTests {
  /// By hand. The recording after is twice as long, so 20 of 100 are as much as 40 of 200.
  @Test func `shares are of each side's own total`() throws {
    let difference = try DifferentialTree(
      before: StackTree(folded: "main;a 20\nmain;b 80\n"),
      after: StackTree(folded: "main;b 160\nmain;a 40\n"))
    let changes = try difference.topChanges(10, by: .inclusive)
    #expect(changes.isEmpty)
    let scene = try Scene(of: difference, options: PictureOptions())
    #expect(scene.changes.allSatisfy { $0.inclusive.step == 0 })
  }

  @Test func `frames of different tables match by name, whatever kind they are`() throws {
    var before = StackTree(unit: .samples)
    before.add(
      [before.frames.intern("x"), before.frames.intern("f", kind: .swift)], weight: 10)
    var after = StackTree(unit: .samples)
    after.add(
      [
        after.frames.intern("x", module: after.frames.internModule("/new")),
        after.frames.intern("f", kind: .inlined),
      ], weight: 10)
    let scene = try Scene(
      of: DifferentialTree(before: before, after: after), options: PictureOptions())
    #expect(scene.boxes.count == 3)
    #expect(scene.changes.map(\.before) == [10, 10, 10])
    #expect(scene.changes.map(\.vanished) == [0, 0, 0])
  }

  /// By hand: `old` with its 30, and of `kept` only the 10 of `gone` below it.
  @Test func `what vanished is each path nobody walked after`() throws {
    let scene = try Scene(
      of: DifferentialTree(
        before: StackTree(folded: "old 5\nold;x 25\nkept;gone 10\nkept 60\n"),
        after: StackTree(folded: "kept 50\nkept;new 50\n")),
      options: PictureOptions())
    let vanished = zip(scene.boxes, scene.changes).map { box, change in
      "\(box.frame == Box.noFrame ? "all" : scene.frames.name(box.frame)) \(Int(change.vanished))"
    }
    #expect(vanished == ["all 40", "kept 10", "gone 10", "new 0", "old 30", "x 25"])
  }

  /// By hand: of 1,000 samples each, `g` went from 100 to 300 and recursion counts once.
  @Test func `names are listed by the size of their change, recursion counted once`() throws {
    let difference = try DifferentialTree(
      before: StackTree(folded: "main;f 898\nmain;f;g 50\nmain;f;g;g 50\nmain;tiny 2\n"),
      after: StackTree(folded: "main;f 697\nmain;f;g 100\nmain;f;g;g 200\nmain;tiny 3\n"))
    let inclusive = try difference.topChanges(10, by: .inclusive)
    #expect(inclusive.map(\.name) == ["g", "f", "tiny"])
    #expect(inclusive.map(\.weightBefore) == [100, 998, 2])
    #expect(inclusive.map(\.weightAfter) == [300, 997, 3])
    #expect(inclusive.map(\.isNoise) == [false, true, true])
    let interval = try #require(inclusive[0].interval)
    #expect(interval.contains(0.2) && interval.lowerBound > 0.16 && interval.upperBound < 0.24)
    let own = try difference.topChanges(1, by: .own)
    #expect(own.map(\.name) == ["f"])
    #expect(abs(own[0].difference + 0.201) < 1e-12)
  }

  @Test func `profiles of different units do not compare`() {
    #expect(throws: PictureError.differentUnits(before: "samples", after: "bytes")) {
      _ = try DifferentialTree(
        before: StackTree(folded: "a 1\n"), after: StackTree(folded: "a 1\n", unit: .bytes))
    }
  }

  @Test func `an empty side is an error that says which`() {
    #expect(throws: PictureError.nothingSampled(subject: "before")) {
      _ = try DifferentialTree(
        before: StackTree(unit: .samples), after: StackTree(folded: "a 1\n"))
    }
  }

  @Test func `weights without samples have changes but no verdicts`() throws {
    var trees = [StackTree(unit: .bytes), StackTree(unit: .bytes)]
    for index in trees.indices {
      let (a, b) = (trees[index].frames.intern("a"), trees[index].frames.intern("b"))
      trees[index].add([a], weight: index == 0 ? 10 : 30, samples: 0)
      trees[index].add([b], weight: 30, samples: 0)
    }
    let difference = try DifferentialTree(before: trees[0], after: trees[1])
    #expect(!difference.countsSamples)
    let changes = try difference.topChanges(1, by: .own)
    #expect(changes.map(\.name) == ["a"])
    #expect(changes.map(\.isNoise) == [nil])
    #expect(changes.map(\.interval) == [nil])
    let scene = try Scene(of: difference, options: PictureOptions())
    #expect(scene.changes.map(\.inclusive.step) == [0, 5, -5])
  }

  @Test(arguments: [
    (0.0, 0), (0.001, 1), (-0.001, -1), (0.005, 2), (0.02, 3), (-0.05, -4), (0.1, 5), (-1, -5),
  ])
  func `a color says how many points a share changed`(difference: Double, step: Int) {
    #expect(ChangeColors.step(ofDifference: difference) == step)
  }
}

@Suite struct HottestTests {
  /// By hand: `walk` is on 60 + 30 samples however often it is on the stack.
  @Test func `recursion is counted once`() throws {
    let tree = StackTree(
      folded: "main;walk;walk;walk 60\nmain;walk;visit;walk 30\nmain;idle 10\n")
    let hot = try tree.hottest(3, by: .inclusive)
    #expect(hot.map(\.name) == ["main", "walk", "visit"])
    #expect(hot.map(\.inclusive) == [100, 90, 30])
    #expect(hot.map(\.own) == [0, 90, 0])
    #expect(hot.map(\.inclusiveShare) == [1, 0.9, 0.3])
    #expect(try tree.hottest(9, by: .own).map(\.name) == ["walk", "idle"])
  }

  @Test func `equals come in order of their names`() throws {
    let tree = StackTree(folded: "b 1\na 1\nc 1\n")
    #expect(try tree.hottest(2, by: .own).map(\.name) == ["a", "b"])
    #expect(try tree.hottest(0, by: .own).isEmpty)
  }
}
