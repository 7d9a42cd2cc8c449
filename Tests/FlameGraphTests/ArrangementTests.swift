import BenchModel
import Testing

@testable import FlameGraph

@Suite struct ArrangementTests {
  /// By hand: `read` ran 5 times for `a` and 2 times for `b`, `write` once for `a`.
  @Test func `callers of a function are in one place`() throws {
    let tree = StackTree(folded: "main;a;read 5\nmain;b;read 2\nmain;a;write 1\n").callers()
    #expect(
      described(try Scene(of: tree, options: PictureOptions(), subject: nil)) == [
        "0 all 0 8", "1 read 0 7", "2 a 0 5", "3 main 0 5", "2 b 5 2", "3 main 5 2",
        "1 write 7 1", "2 a 7 1", "3 main 7 1",
      ])
  }

  @Test func `a picture by thread has a frame a thread, in place of one the stacks have`() throws {
    var profile = try timed()
    let worker = profile.tree.frames.intern("worker", kind: .thread)
    let leaf = profile.tree.frames.intern("load")
    let node = profile.tree.add([worker, leaf], weight: 2)
    profile.timeline.append(.init(nanoseconds: 20_000_000, node: node, thread: 1, weight: 2))
    let tree = try profile.treeByThread()
    let scene = try Scene(of: tree, options: PictureOptions(), subject: nil)
    #expect(
      described(scene).filter { $0.hasPrefix("1") } == ["1 main (7/7) 0 8", "1 pool (7/8) 8 6"])
    #expect(described(scene).contains("2 load 8 2"))
    #expect(!described(scene).contains { $0.contains("worker") })
  }

  /// By hand from the table of samples: a millisecond each, a wait from 6 to 9.
  @Test func `in order of time, equal neighbours are one box and a wait is a gap`() throws {
    let scene = try Scene(inTimeOf: timed(), options: PictureOptions())
    #expect(
      described(scene, per: 1_000_000) == [
        "0 all 0 11",
        "1 main (7/7) 0 11", "2 main 0 6", "3 load 0 4", "4 parse 0 3", "3 render 4 2",
        "4 draw 4 2", "2 main 9 2", "3 render 9 1", "3 load 10 1", "4 parse 10 1",
        "6 pool (7/8) 2 4", "7 pool 2 4", "8 hash 2 3", "9 rounds 4 1",
      ])
    scene.checkInvariants()
  }

  @Test(arguments: [true, false])
  func `without times there is neither order nor thread, and the error says so`(inTime: Bool) {
    var options = PictureOptions()
    if inTime { options.arrangement = .time } else { options.separatesThreads = true }
    let error = #expect(throws: PictureError.self) {
      _ = try StackPicture(
        of: StackProfile(tree: StackTree(folded: "a 1\n")), options: options)
    }
    #expect(error?.description.contains("when each sample was taken") == true)
  }

  @Test func `a moment of a stack that does not exist is an error`() throws {
    var profile = try timed()
    profile.timeline[3].node = 1_000
    var options = PictureOptions()
    options.arrangement = .time
    #expect(throws: PictureError.impossibleMoment(index: 3, count: 12)) {
      _ = try StackPicture(of: profile, options: options)
    }
  }

  @Test func `clocks at both ends of their range neither trap nor overlap`() throws {
    var profile = try timed()
    profile.timeline[0].nanoseconds = .max
    profile.timeline[1].nanoseconds = 0
    let scene = try Scene(inTimeOf: profile, options: PictureOptions())
    scene.checkInvariants()
  }

  private func described(_ scene: Scene, per unit: Double = 1) -> [String] {
    scene.boxes.map { box in
      let name = box.frame == Box.noFrame ? "all" : scene.frames.name(box.frame)
      return "\(box.row) \(name) \(Int(box.start / unit)) \(Int(box.extent / unit))"
    }
  }
}

/// The samples of `Fixtures/in-time.samples`.
func timed() throws -> StackProfile {
  var profile = StackProfile(tree: StackTree(unit: .samples))
  profile.threads = [
    .init(process: 7, thread: 7, name: "main"), .init(process: 7, thread: 8, name: "pool"),
  ]
  let text = String(decoding: try Fixture("in-time.samples").read(), as: UTF8.self)
  for line in text.split(separator: "\n") where !line.hasPrefix("#") {
    let fields = line.split(separator: " ")
    let stack = fields[2].split(separator: ";").map { name in
      profile.tree.frames.intern(String(name), kind: .swift)
    }
    profile.timeline.append(
      .init(
        nanoseconds: try #require(UInt64(fields[0])) * 1_000_000 + 5_000,
        node: profile.tree.add(stack, weight: 1), thread: try #require(UInt32(fields[1])),
        weight: 1))
  }
  return profile
}
