import BenchModel
import Foundation
import Testing

@testable import StackFormats

/// What is exported and read back has the same stacks with the same weights.
@Suite struct RoundTripTests {
  enum Export: String, CaseIterable {
    case folded, speedscope, pprof, pprofMessage, firefox

    func write(_ profile: StackProfile) -> [UInt8] {
      switch self {
      case .folded: FoldedText.write(profile.tree)
      case .speedscope: Speedscope.write(profile)
      case .pprof: Pprof.write(profile)
      case .pprofMessage: Pprof.encode(profile)
      case .firefox: FirefoxProfile.write(profile)
      }
    }

    var format: StackFormat {
      switch self {
      case .folded: .folded
      case .speedscope: .speedscope
      case .pprof, .pprofMessage: .pprof
      case .firefox: .firefox
      }
    }
  }

  private func readBack(_ bytes: [UInt8]) throws -> StackProfile {
    try bytes.withUnsafeBytes { try StackProfile.read($0) }
  }

  @Test(arguments: Export.allCases, [StackUnit.samples, .nanoseconds, .bytes, .events("cycles")])
  func `stacks come back from each format`(export: Export, unit: StackUnit) throws {
    let profile = StackProfile(tree: variedTree(unit: unit))
    let bytes = export.write(profile)
    #expect(try bytes.withUnsafeBytes { try StackFormat.detect($0) } == export.format)
    let back = try readBack(bytes)
    back.tree.checkInvariants()
    #expect(stacks(back.tree) == stacks(profile.tree))
    #expect(back.tree.totalWeight == 39)
    switch (export, unit) {
    case (.pprof, _), (.pprofMessage, _):
      #expect(back.tree.unit == unit)
      #expect(back.tree.totalSamples == 39)
    case (.folded, _), (_, .events): #expect(back.tree.unit == .samples)
    default: #expect(back.tree.unit == unit)
    }
  }

  @Test(arguments: Export.allCases)
  func `a recording comes back from each format`(export: Export) throws {
    let text = try fixture("worker.perf-script")
    let profile = try readBack(text)
    let back = try readBack(export.write(profile))
    // Written once more, so that names hold what folded text can.
    #expect(plain(back.tree) == plain(profile.tree))
    #expect(back.tree.totalWeight == profile.tree.totalWeight)
  }

  private func plain(_ tree: StackTree) -> String {
    String(decoding: FoldedText.write(tree, marks: []), as: UTF8.self)
  }

  @Test(arguments: [Export.speedscope, .firefox])
  func `a timeline is written thread by thread`(export: Export) throws {
    var options = PerfScriptOptions()
    options.keepsTimeline = true
    let text = try fixture("worker.perf-script")
    let profile = try text.withUnsafeBytes { try StackProfile.read($0, perfScript: options) }
    let bytes = export.write(profile)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let threads = try #require(
      json[export == .firefox ? "threads" : "profiles"] as? [[String: Any]])
    #expect(threads.count == Set(profile.timeline.map(\.thread)).count)
    #expect(stacks(try readBack(bytes).tree) == stacks(profile.tree))
  }

  @Test func `Firefox tables have columns of the length they state`() throws {
    let bytes = FirefoxProfile.write(StackProfile(tree: variedTree()))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let threads = try #require(json["threads"] as? [[String: Any]])
    let thread = try #require(threads.first)
    let tables = thread.values.compactMap { $0 as? [String: Any] }
    #expect(tables.count == 7)
    for table in tables {
      let length = try #require(table["length"] as? Int)
      for case let column as [Any] in table.values { #expect(column.count == length) }
    }
  }

  /// Stands inside a `<script>` element without ending it.
  @Test(arguments: [Export.speedscope, .firefox])
  func `JSON has no less-than sign`(export: Export) {
    #expect(!export.write(StackProfile(tree: variedTree())).contains(UInt8(ascii: "<")))
  }

  @Test func `the same profile gives the same bytes`() {
    for export in Export.allCases {
      let profile = StackProfile(tree: variedTree())
      #expect(export.write(profile) == export.write(profile))
    }
  }

  @Test(arguments: [Export.pprof, .firefox])
  func `each kind of frame comes back`(export: Export) throws {
    var tree = StackTree(unit: .samples)
    for kind in FrameKind.allCases where kind != .unknown {
      tree.add([tree.frames.intern("some name", kind: kind)], weight: 1)
    }
    let back = try readBack(export.write(StackProfile(tree: tree))).tree
    #expect(
      back.leaves.map { back.frames.kind(back.nodes[Int($0)].frame) }
        == FrameKind.allCases
        .filter { $0 != .unknown })
  }

  @Test func `pprof rounds sums, so decimals do not drift`() throws {
    var tree = StackTree(unit: .samples)
    for index in 0..<10 {
      tree.add([tree.frames.intern("f\(index)")], weight: 0.3)
    }
    let back = try readBack(Pprof.write(StackProfile(tree: tree)))
    #expect(back.tree.totalWeight == 3)
  }

  @Test func `an empty tree comes back empty or as an error, not as a trap`() throws {
    let empty = StackProfile(tree: StackTree(unit: .samples))
    for export in Export.allCases {
      let bytes = export.write(empty)
      if let back = try? readBack(bytes) { #expect(back.tree.leaves.isEmpty) }
    }
  }
}
