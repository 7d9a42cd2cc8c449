import BenchModel
import Testing

@testable import FlameGraph

@Suite struct LayoutTests {
  /// The boxes of the fixture were laid out by `Fixtures/layout_oracle.py`.
  @Test(arguments: ["one-parent", "deep-recursion", "every-kind", "many-thin"])
  func `agrees with the layout of another program`(story: String) throws {
    let tree = try FoldedText(Fixture("\(story).folded").read()).tree()
    let scene = try Scene(of: tree, options: PictureOptions(), subject: nil)
    let got = scene.boxes.map { box in
      let name = box.frame == Box.noFrame ? "all" : tree.frames.name(box.frame)
      return "\(box.row)\t\(Int(box.start))\t\(Int(box.extent))\t\(Int(box.own))\t\(name)"
    }
    let wanted = String(decoding: try Fixture("\(story).boxes").read(), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(got == wanted)
  }

  /// Renderers that sort whole lines draw two boxes, of 1 and of 7, because a space and a
  /// parenthesis come before the semicolon.
  @Test func `a caller is one box whatever its siblings are called`() throws {
    let tree = StackTree(folded: "foo 1\nfoo bar;x 2\nfoo;y 3\nfoo;z 4\nfoo(int);q 5\n")
    let scene = try Scene(of: tree, options: PictureOptions(), subject: nil)
    let foo = scene.boxes.filter {
      $0.frame != Box.noFrame && tree.frames.name($0.frame) == "foo"
    }
    #expect(foo.map(\.extent) == [8])
    #expect(foo.map(\.own) == [1])
  }

  /// By hand: 0.5 pixels of 1200 are 1 in 2,400, so of 4,800 samples a frame needs two.
  @Test func `what is too narrow goes with all it called, and is counted`() throws {
    let tree = StackTree(folded: "a 4790\nb 2\nc;d;e 1\nf 7\n")
    var options = PictureOptions()
    options.minimumWidth = .pixels(0.5)
    let scene = try Scene(of: tree, options: options, subject: nil)
    #expect(names(scene) == ["all", "a", "b", "f"])
    #expect(scene.narrowCount == 3)
    #expect(scene.boxes.map(\.start) == [0, 0, 4790, 4792])
  }

  @Test func `a minimum width can be a percentage`() throws {
    let tree = StackTree(folded: "a 94\nb 5\nc 1\n")
    var options = PictureOptions()
    options.minimumWidth = try #require(PictureOptions.MinimumWidth("5%"))
    let scene = try Scene(of: tree, options: options, subject: nil)
    #expect(names(scene) == ["all", "a", "b"])
  }

  @Test(arguments: ["", "%", "abc", "-1", "nan", "inf", "1%%"])
  func `a minimum width that is none is refused`(text: String) {
    #expect(PictureOptions.MinimumWidth(text) == nil)
  }

  @Test func `frames deeper than the limit are counted and left out`() throws {
    let deep = Array(repeating: "f", count: 100_000).joined(separator: ";")
    let tree = StackTree(folded: "\(deep) 3\n")
    let scene = try Scene(of: tree, options: PictureOptions(), subject: nil)
    #expect(scene.boxes.count == 501)
    #expect(scene.deepCount == 99_500)
    #expect(scene.narrowCount == 0)
  }

  @Test func `nothing sampled is an error that says what to do`() {
    #expect(throws: PictureError.nothingSampled(subject: "sync/validate")) {
      var profile = StackProfile(tree: StackTree(unit: .samples))
      profile.provenance.subject = "sync/validate"
      _ = try StackPicture(of: profile)
    }
  }

  @Test(arguments: [-1, .nan, .infinity] as [Double])
  func `a weight that is none is an error that names its frame`(weight: Double) throws {
    var tree = StackTree(unit: .samples)
    let frame = tree.frames.intern("inner")
    tree.add([frame], weight: weight)
    let error = #expect(throws: PictureError.self) {
      _ = try StackPicture(of: StackProfile(tree: tree))
    }
    #expect(try #require(error).description.contains("'inner'"))
  }

  @Test(arguments: [.pixels(-1), .pixels(.nan), .percent(100)] as [PictureOptions.MinimumWidth])
  func `an impossible minimum width is an error`(width: PictureOptions.MinimumWidth) {
    var options = PictureOptions()
    options.minimumWidth = width
    #expect(throws: PictureError.self) {
      _ = try StackPicture(
        of: StackProfile(tree: StackTree(folded: "a 1\n")), options: options)
    }
  }

  @Test func `random trees keep every invariant`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    for _ in 0..<200 {
      var tree = StackTree(unit: .events("cycles"))
      let names = (0..<12).map { tree.frames.intern("f\($0)") }
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let depth = Int.random(in: 0...12, using: &random)
        let stack = (0..<depth).map { _ in names.randomElement(using: &random)! }
        tree.add(stack, weight: Double.random(in: 0...5, using: &random))
      }
      tree.add([names[0]], weight: 1)
      for arranged in [tree, tree.callers()] {
        var options = PictureOptions()
        options.minimumWidth = .pixels(Double.random(in: 0...40, using: &random))
        options.depthLimit = Int.random(in: 1...14, using: &random)
        let scene = try Scene(of: arranged, options: options, subject: nil)
        scene.checkInvariants()
        #expect(abs(scene.root.extent - tree.totalWeight) < 1e-9 * tree.totalWeight)
        #expect(
          scene.boxes.count + scene.narrowCount + scene.deepCount == arranged.nodes.count)
      }
    }
  }

  private func names(_ scene: Scene) -> [String] {
    scene.boxes.map { $0.frame == Box.noFrame ? "all" : scene.frames.name($0.frame) }
  }
}

/// Random numbers that a seed repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
