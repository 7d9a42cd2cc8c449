import BenchModel
import Testing

@testable import Profiling

/// Recordings of context switches, written by hand: the times in them are the expected ones.
@Suite struct WaitTests {
  private var builder: RecordingBuilder = {
    var builder = RecordingBuilder()
    // PERF_COUNT_SW_CONTEXT_SWITCHES
    builder.events = [RecordingBuilder.Event(config: 3, frequency: 1)]
    builder.comm("waiter", pid: 1, time: 1)
    builder.map("/bin/waiter", pid: 1, start: 0x1000, size: 0x1000, time: 2)
    return builder
  }()

  private func profile(_ builder: RecordingBuilder, timeline: Bool = false) throws -> StackProfile {
    try builder.profile {
      $0.weight = .blockedTime
      $0.keepsTimeline = timeline
    }
  }

  /// Weight and count of each node that ends a stack, in the order of the tree.
  private func waits(_ profile: StackProfile) -> [Double] {
    profile.tree.nodes.filter { $0.samples > 0 }.map(\.weight)
  }

  @Test func `a wait lasts from leaving to coming back`() throws {
    var builder = builder
    for (start, end, address) in [(100, 130, 0x1010), (200, 260, 0x1020), (300, 307, 0x1010)]
      as [(UInt64, UInt64, UInt64)]
    {
      builder.sample(pid: 1, time: start, chain: [RecordingBuilder.user, address])
      builder.change(pid: 1, off: true, time: start + 1)
      builder.change(pid: 1, off: false, time: end)
    }
    let profile = try profile(builder)
    #expect(profile.tree.unit == .nanoseconds)
    #expect(waits(profile) == [37, 60])
    #expect(profile.tree.totalWeight == 97)
    #expect(profile.provenance.samples == 3)
    #expect(profile.provenance.notes.contains { $0.contains("context switches") })
    // Another question of the same recording.
    let counts = try builder.profile { $0.weight = .period }
    #expect(counts.tree.unit == .events("context-switches"))
    #expect(counts.tree.totalWeight == 3)
  }

  @Test func `threads wait each for themselves`() throws {
    var builder = builder
    builder.sample(pid: 1, tid: 11, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.sample(pid: 1, tid: 12, time: 110, chain: [RecordingBuilder.user, 0x1020])
    builder.change(pid: 1, tid: 12, off: false, time: 115)
    builder.change(pid: 1, tid: 11, off: false, time: 150)
    #expect(waits(try profile(builder)) == [50, 5])
  }

  @Test func `what could have gone on did not wait`() throws {
    var builder = builder
    builder.sample(pid: 1, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.change(pid: 1, off: true, preempted: true, time: 101)
    builder.change(pid: 1, off: false, time: 190)
    let profile = try profile(builder)
    #expect(profile.tree.totalWeight == 0)
    #expect(profile.provenance.notes.contains { $0.hasPrefix("1 times a thread had to leave") })
  }

  @Test func `a wait whose end was lost is left out and told`() throws {
    var builder = builder
    builder.sample(pid: 1, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.sample(pid: 1, time: 1_000_000, chain: [RecordingBuilder.user, 0x1010])
    builder.change(pid: 1, off: false, time: 1_000_009)
    // An end without a beginning says nothing.
    builder.change(pid: 1, off: false, time: 2_000_000)
    let profile = try profile(builder)
    #expect(profile.tree.totalWeight == 9)
    #expect(profile.provenance.notes.contains { $0.hasPrefix("1 waits are left out") })
  }

  @Test func `what still waits at the end waits until then, and what has ended does not`() throws {
    var builder = builder
    builder.sample(pid: 1, tid: 11, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.sample(pid: 1, tid: 12, time: 110, chain: [RecordingBuilder.user, 0x1020])
    builder.exit(pid: 1, tid: 12, time: 120)
    builder.change(pid: 1, tid: 13, off: false, time: 400)
    #expect(waits(try profile(builder)) == [300])
  }

  @Test func `moments are in the order in which waits began`() throws {
    var builder = builder
    builder.sample(pid: 1, tid: 11, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.sample(pid: 1, tid: 12, time: 110, chain: [RecordingBuilder.user, 0x1020])
    builder.change(pid: 1, tid: 12, off: false, time: 115)
    builder.change(pid: 1, tid: 11, off: false, time: 150)
    let profile = try profile(builder, timeline: true)
    #expect(profile.timeline.map(\.nanoseconds) == [100, 110])
    #expect(profile.timeline.map(\.weight) == [50, 5])
  }

  @Test func `a record that ends too early tells nothing`() throws {
    var builder = builder
    builder.sample(pid: 1, time: 100, chain: [RecordingBuilder.user, 0x1010])
    builder.record(14, misc: 0, [])
    builder.change(pid: 1, off: false, time: 105)
    #expect(try profile(builder).tree.totalWeight == 5)
  }

  @Test func `another event counts what it counted`() throws {
    var builder = RecordingBuilder()
    builder.sample(pid: 1, time: 100, period: 7, chain: [RecordingBuilder.user, 0x1010])
    #expect(try profile(builder).tree.totalWeight == 7)
  }
}
