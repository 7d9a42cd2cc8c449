import BenchModel
import Profiling
import Testing

/// What a chain has in common with the one before it is followed once. The oracle is the same reader,
/// given one sample at a time.
@Suite struct ChainSharingTests {
  private static let mapped: [UInt64] = [0x1010, 0x1120, 0x1230, 0x1340, 0x1450]
  private static let stray: UInt64 = 0x9_0000
  /// Whose addresses follow, a number that is none, and what only looks like a marker.
  private static let markers: [UInt64] = [
    RecordingBuilder.user, RecordingBuilder.kernel, UInt64(bitPattern: -640),
    UInt64(bitPattern: -2048), UInt64(bitPattern: -100),
  ]

  private func recording(_ chains: [[UInt64]], modes: [UInt16]) -> RecordingBuilder {
    var recording = RecordingBuilder()
    recording.comm("program", pid: 7, time: 1)
    recording.map("/bin/program", pid: 7, start: 0x1000, size: 0x1000, time: 2)
    for (index, chain) in chains.enumerated() {
      recording.sample(pid: 7, time: UInt64(index) + 3, mode: modes[index], chain: chain)
    }
    return recording
  }

  /// Mostly the one before with other inner words, so that much is shared, or almost.
  private func next(
    after chain: [UInt64], using random: inout SplitMix
  ) -> [UInt64] {
    let kept = chain.suffix(Int.random(in: 0...chain.count, using: &random))
    let inner = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      switch Int.random(in: 0..<10, using: &random) {
      case 0: Self.stray
      case 1, 2: Self.markers.randomElement(using: &random)!
      default: Self.mapped.randomElement(using: &random)!
      }
    }
    let outer = Int.random(in: 0..<8, using: &random) == 0 ? [Self.stray] : []
    return inner + kept + outer
  }

  @Test(arguments: [false, true])
  func `a stack is the same whatever stack came before it`(matchesPerfScript: Bool) throws {
    var random = SplitMix(state: 20_261_127)
    for _ in 0..<200 {
      var chains: [[UInt64]] = [[RecordingBuilder.user, 0x1010, 0x1120, 0x1230]]
      while chains.count < 12 { chains.append(next(after: chains.last!, using: &random)) }
      let modes: [UInt16] = chains.map { _ in Bool.random(using: &random) ? 2 : 1 }
      var expected: [String: Double] = [:]
      for (chain, mode) in zip(chains, modes) {
        let alone = try recording([chain], modes: [mode])
          .profile { $0.matchesPerfScript = matchesPerfScript }
        expected.merge(alone.folded) { $0 + $1 }
      }
      let together = try recording(chains, modes: modes)
        .profile { $0.matchesPerfScript = matchesPerfScript }
      #expect(together.folded == expected, "\(chains) \(modes)")
    }
  }
}
