import BenchModel
import Foundation
import Testing

@testable import FlameGraph

@Suite struct PictureTests {
  /// `scripts/test-pictures` opens each of these in a browser.
  @Test(arguments: ["deep-recursion", "one-parent", "every-kind", "hostile-names", "many-thin"])
  func `draws a story as it was reviewed`(story: String) throws {
    try Fixture("\(story).svg").expect(StackPicture(of: profile(of: story)).svg())
  }

  @Test func `draws callers as they were reviewed`() throws {
    var options = PictureOptions()
    options.arrangement = .callers
    options.growth = .down
    options.title = "Who calls, from the top"
    options.subtitle = "callers of every-kind.folded"
    try Fixture("callers.svg").expect(
      StackPicture(of: profile(of: "every-kind"), options: options).svg())
  }

  @Test func `draws in order of time as it was reviewed`() throws {
    var options = PictureOptions()
    options.arrangement = .time
    options.title = "In order of time"
    try Fixture("in-time.svg").expect(StackPicture(of: timed(), options: options).svg())
  }

  @Test func `draws what changed as it was reviewed`() throws {
    try Fixture("changed.svg").expect(try changed(unit: .samples).svg())
  }

  @Test func `profiles that only have weights say that noise is not known`() throws {
    let svg = String(decoding: try changed(unit: .bytes).svg(), as: UTF8.self)
    #expect(svg.contains("nothing is known of noise"))
    #expect(!svg.contains("Fisher"))
  }

  @Test func `a picture says how it was made`() throws {
    var profile = StackProfile(tree: StackTree(folded: "main;work 990\n"))
    profile.provenance.subject = "actors/ping-pong"
    profile.provenance.command = "bench profile actors/ping-pong --frequency 997"
    profile.provenance.event = "cpu-clock"
    profile.provenance.unwinding = .callFrameTables
    profile.provenance.frequencyAsked = 997
    profile.provenance.frequencyAchieved = 989.4
    profile.provenance.samples = 12_345
    profile.provenance.lost = 3
    profile.provenance.truncated = 17
    profile.provenance.unknownFrames = 2_100
    profile.provenance.notes = ["The machine was busy & hot."]
    let svg = StackPicture.text(of: profile)
    for part in [
      "actors/ping-pong",
      "event cpu-clock · 997 Hz asked, 989 Hz achieved · 12,345 samples · 3 lost · 17 truncated"
        + " · 2,100 unknown frames · callers by call-frame tables",
      "The machine was busy &amp; hot.",
      "Drawn by: bench profile actors/ping-pong --frequency 997",
    ] {
      #expect(svg.contains(part), "the picture lacks: \(part)")
    }
  }

  /// By hand: 3 of 12 seconds are 25%, and of 1,180 pixels 295.
  @Test func `weights in time are shown in seconds, with samples beside them`() throws {
    var tree = StackTree(unit: .nanoseconds)
    let (main, work) = (tree.frames.intern("main"), tree.frames.intern("work"))
    tree.add([main], weight: 9e9, samples: 9_000)
    tree.add([main, work], weight: 3e9, samples: 3_001)
    let svg = StackPicture.text(of: StackProfile(tree: tree))
    #expect(svg.contains("<title>work (3.00 s, 25.00%, 3,001 samples, self 3.00 s)</title>"))
    #expect(svg.contains("width=\"295\""))
  }

  @Test func `says how many frames were too narrow to draw`() throws {
    let svg = try StackPicture.text(of: profile(of: "many-thin"))
    #expect(svg.contains("Not drawn: 5,000 frames narrower than 0.1 px of 1200"))
  }

  /// 40,000 boxes with long names would be elements of 20 MB. Half of each row is Swift's, half the
  /// kernel's, and so are the columns of pixels.
  @Test func `a picture of very many frames stays small, and its colors keep their shares`() throws
  {
    var tree = StackTree(unit: .samples)
    let letters = String(repeating: "n", count: 400)
    let names = (0..<50).map {
      tree.frames.intern("\(letters)\($0)", kind: $0 % 2 == 0 ? .swift : .kernel)
    }
    for top in 0..<2_000 {
      tree.add(
        [tree.frames.intern("top\(top)")] + (0..<20).map { names[(top + $0) % 50] }, weight: 1)
    }
    let svg = try StackPicture(of: StackProfile(tree: tree)).svg()
    #expect(svg.count < 1_000_000)
    let text = String(decoding: svg, as: UTF8.self)
    let widths = ["s0", "k0"].map { style -> Int in
      guard let path = text.firstRange(of: "<path class=\"\(style)\" d=\"") else { return 0 }
      return text[path.upperBound...].prefix { $0 != "\"" }.matches(of: /h(\d+)/)
        .reduce(0) { $0 + (Int($1.output.1) ?? 0) }
    }
    #expect(widths.reduce(0, +) == 20 * 1_180)
    #expect(abs(widths[0] - widths[1]) < 20 * 1_180 / 20, "\(widths)")
  }

  private func profile(of story: String) throws -> StackProfile {
    var profile = StackProfile(tree: try FoldedText(Fixture("\(story).folded").read()).tree())
    profile.provenance.subject = story
    profile.provenance.command = "bench flamegraph \(story).folded"
    return profile
  }

  private func changed(unit: StackUnit) throws -> DifferentialPicture {
    var before = FoldedText(try Fixture("changed.before.folded").read()).tree(unit: unit)
    var after = FoldedText(try Fixture("changed.after.folded").read()).tree(unit: unit)
    if unit == .bytes {
      before = before.withoutSamples()
      after = after.withoutSamples()
    }
    var provenance = (ProfileProvenance(), ProfileProvenance())
    provenance.0.subject = "changed.before.folded"
    provenance.1.subject = "changed.after.folded"
    var options = PictureOptions()
    options.title = "What changed"
    return try DifferentialPicture(
      of: DifferentialTree(before: before, after: after), before: provenance.0,
      after: provenance.1,
      command: "bench flamegraph --diff changed.before.folded changed.after.folded",
      options: options)
  }
}

extension StackPicture {
  static func text(of profile: StackProfile) -> String {
    (try? StackPicture(of: profile)).map { String(decoding: $0.svg(), as: UTF8.self) } ?? ""
  }
}

extension StackTree {
  fileprivate func withoutSamples() -> StackTree {
    var tree = StackTree(unit: unit, frames: frames)
    for leaf in leaves { tree.add(stack(to: leaf), weight: nodes[Int(leaf)].weight, samples: 0) }
    return tree
  }
}
