import BenchModel
import CBench
import Foundation
import Testing

@testable import Profiling

/// Programs that sample themselves. What they do is known: shares by construction, stacks by their
/// source, times by what they wait for.
@Suite(.serialized) struct InsideSamplingTests {
  private static let unwindings = Profiler.Unwinding.allCases

  @Test(
    arguments: ["burn", "burn-threads", "burn-tasks"], [Profiler.Unwinding.callFrameTables])
  func `shares are the true ones, for a thread, for four and for tasks`(
    work: String, unwinding: Profiler.Unwinding
  ) throws {
    try expectShares(work, unwinding)
  }

  @Test func `shares are the true ones by frame pointers`() throws {
    try expectShares("burn", .framePointers)
  }

  private func expectShares(_ work: String, _ unwinding: Profiler.Unwinding) throws {
    try withFolder { folder in
      let probe = try Probe.run(
        [work, "1.5"], in: folder, options: Profiler.Options(frequency: 1_000, unwinding: unwinding)
      )
      #expect(probe.status == 0)
      let profile = try probe.profile()
      let burning = RecordingOracle.deck.map { profile.sum(through: $0.0).samples }
      let total = burning.reduce(0, +)
      // The rest is dealing the cards, most of it in the kernel's random numbers.
      #expect(Double(total) > 0.9 * Double(profile.provenance.samples ?? 0))
      #expect(total > 500)
      for ((name, share), samples) in zip(RecordingOracle.deck, burning) {
        // The interval that holds all sixteen shares of these tests in 99.9 % of runs (Bonferroni).
        let margin = 4.0 * (share * (1 - share) * Double(total)).squareRoot()
        #expect(
          abs(Double(samples) - share * Double(total)) <= margin,
          "\(name) has \(samples) of \(total) samples, \(share * Double(total)) ± \(margin) are expected"
        )
      }
      if unwinding == .callFrameTables {
        #expect(Double(profile.provenance.truncated ?? .max) <= 0.01 * Double(total))
      }
    }
  }

  /// By weight, since a sample stands for what its thread ran since the last.
  @Test(arguments: RefusingKernel.Refused.allCases, ["burn", "burn-threads", "burn-tasks"])
  func `shares and times are the true ones, whatever the kernel refuses`(
    refused: RefusingKernel.Refused, work: String
  ) throws {
    try withFolder { folder in
      let probe = try Probe.run(
        [work, "1.5"], in: folder, options: Profiler.Options(frequency: 1_000),
        wrapper: RefusingKernel.words(refused))
      #expect(probe.status == 0, "\(probe.errors)")
      let source =
        switch refused {
        case .nothing, .signals: "perf events"
        case .events: "timers of each thread's processor clock"
        case .processorTimers: "timers of the wall clock"
        }
      #expect(probe.errors.contains(source), "\(probe.errors)")
      if refused.rawValue >= RefusingKernel.Refused.events.rawValue {
        #expect(probe.errors.contains("perf events are refused: Operation not permitted"))
      }
      let hasWatcher = refused == .nothing && ProcessInfo.processInfo.activeProcessorCount > 1
      #expect(probe.errors.contains("watcher") == hasWatcher, "\(probe.errors)")
      let profile = try probe.profile()
      let burning = RecordingOracle.deck.map { profile.sum(through: $0.0) }
      let weight = burning.reduce(0) { $0 + $1.weight }
      let samples = burning.reduce(0) { $0 + $1.samples }
      #expect(samples > 100)
      // 1.5 s of processor time for each thread, of which a twentieth deals the cards.
      let threads = work == "burn" ? 1.0 : 4
      #expect((1.2e9 * threads...1.7e9 * threads).contains(weight), "\(weight)")
      // Better sources take a sample in each millisecond of every thread; timers, at the kernel's tick.
      if [.nothing, .signals].contains(refused) {
        #expect(Double(samples) > 0.8e-6 * weight, "\(samples) samples stand for \(weight) ns")
      }
      for ((name, share), sum) in zip(RecordingOracle.deck, burning) {
        // The interval that holds it in 99.9 % of recordings of so many samples of one weight.
        let margin = 3.29 * (share * (1 - share) / Double(samples)).squareRoot()
        #expect(abs(sum.weight / weight - share) <= 1.3 * margin, "\(name): \(sum.weight / weight)")
      }
    }
  }

  /// The oracle is the program's own reading of its threads' clocks. A signal that another thread
  /// sends would find them waiting again.
  @Test func `threads that run for moments are sampled where they run`() throws {
    try withFolder { folder in
      let probe = try Probe.run(["handoff", "2"], in: folder)
      let share = try #require(Double(probe.output.trimmingCharacters(in: .whitespacesAndNewlines)))
      let profile = try probe.profile()
      let works = profile.sum(through: "works").weight
      let all = profile.sum(through: "countsItsTime").weight
      #expect(all > 1e9)
      #expect(abs(works / all - share) <= 0.1, "\(works / all) of \(all) ns, \(share) by the clock")
    }
  }

  @Test(arguments: unwindings)
  func `a suspended caller is in the stack, four functions deep`(
    unwinding: Profiler.Unwinding
  ) throws {
    try withFolder { folder in
      let probe = try Probe.run(
        ["chain", "1.5"], in: folder, options: Profiler.Options(unwinding: unwinding))
      let profile = try probe.profile()
      let running = profile.sum(through: "leaf").samples
      let whole = profile.sum(through: "alpha", "beta", "gamma", "delta", "leaf").samples
      #expect(running > 200)
      #expect(Double(whole) >= 0.95 * Double(running))
      let frames = profile.tree.frames
      for name in ["alpha", "beta", "gamma"] {
        let kinds = (0..<frames.count).map(FrameTable.ID.init)
          .filter { frames.name($0).contains(name) }.map { frames.kind($0) }
        #expect(kinds.contains(.awaiting), "\(name) is nowhere suspended")
      }
    }
  }

  @Test func `stacks reach the thread's first function in all kinds of code`() throws {
    try withFolder { folder in
      let provenance = try Probe.run(["mixture", "2"], in: folder).profile().provenance
      let samples = provenance.samples ?? 0
      #expect(samples > 300)
      #expect(Double(provenance.truncated ?? samples) <= 0.01 * Double(samples))
      #expect(provenance.unwinding == .callFrameTables)
      #expect(provenance.lost == 0)
    }
  }

  /// The oracle is libunwind, in the handler of a program that loads nothing meanwhile.
  @Test func `stacks are those that libunwind finds`() throws {
    try withFolder { folder in
      // A profiler that takes nothing brings the tables.
      let probe = try Probe.run(
        ["agree", "3"], in: folder, options: Profiler.Options(startsPaused: true))
      let numbers = probe.output.split(separator: " ").compactMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      guard numbers.count == 4 else {
        print("The walk was not compared with libunwind: \(probe.output) \(probe.errors)")
        return
      }
      print("Of \(numbers[0]) stacks \(numbers[1]) are libunwind's; \(numbers[2]) reach the root.")
      #expect(numbers[0] > 100)
      // One in a hundred, and three standard deviations of so many draws.
      let most = 0.01 * Double(numbers[0])
      let bound = most + 3 * most.squareRoot()
      #expect(Double(numbers[0] - numbers[1]) <= bound, "\(numbers)")
      #expect(Double(numbers[0] - numbers[2]) <= bound, "\(numbers)")
    }
  }

  @Test(arguments: unwindings)
  func `the handler allocates nothing`(unwinding: Profiler.Unwinding) throws {
    try withFolder { folder in
      let probe = try Probe.run(
        ["count", "1.5"], in: folder,
        options: Profiler.Options(frequency: 5_000, unwinding: unwinding))
      let numbers = probe.output.split(separator: " ").compactMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      #expect(numbers.count == 2)
      // The count works: the program allocates, and while it does is interrupted.
      #expect(numbers[0] > 10_000)
      #expect(numbers[1] == 0)
      #expect(try probe.profile().provenance.samples ?? 0 > 300)
    }
  }

  @Test func `four threads put samples and one takes them, each once and in order`() throws {
    let run = try Tool.run(Probe.path, ["queue", "50000"])
    #expect(run.status == 0)
    #expect(run.output == "64 200000 200000 0 0\n")
  }

  @Test func `while it is paused nothing is sampled`() throws {
    try withFolder { folder in
      let recording = "\(folder)/paused.data"
      let run = try Tool.run(Probe.path, ["pause", "1", recording])
      #expect(run.output.contains("once"))
      let probe = Probe(recording: recording, output: "", errors: "", status: 0)
      let profile = try probe.profile()
      #expect(profile.sum(through: "fifty").samples > 100)
      #expect(profile.sum(through: "thirty").samples == 0)
    }
  }

  @Test func `it starts again and again, one at a time`() throws {
    try withFolder { folder in
      let run = try Tool.run(Probe.path, ["restart", "40", "\(folder)/again.data"])
      #expect(run.output == "done\n")
      #expect(run.status == 0)
    }
  }

  /// A short run of what `INSIDE_STRESS=300 swift test --filter InsideSamplingTests` does for five
  /// minutes: 32 threads, threads that come and go, dlopen, errors, fork, a handler of the program's.
  @Test(arguments: [Profiler.Subject.processorTime, .blockedTime, .memory(everyBytes: 65_536)])
  func `a program that does everything at once goes on, and ends`(
    subject: Profiler.Subject
  ) throws {
    let seconds = ProcessInfo.processInfo.environment["INSIDE_STRESS"] ?? "3"
    try withFolder { folder in
      let probe = try Probe.run(
        ["stress", seconds], in: folder,
        options: Profiler.Options(subject: subject, frequency: 1_000))
      #expect(probe.status == 0, "\(probe.errors)")
      print("stress: \(probe.errors)")
      let provenance = try probe.profile().provenance
      #expect(provenance.samples ?? 0 > 100)
      if subject == .processorTime {
        #expect(Double(provenance.truncated ?? .max) <= 0.01 * Double(provenance.samples ?? 0))
      }
    }
  }

  @Test func `perf reads the file as one of its own`() throws {
    guard Tool.path("perf") != nil else { return print("Not read with perf, which is not there.") }
    try withFolder { folder in
      let probe = try Probe.run(["burn-threads", "0.5"], in: folder)
      let oracle = try RecordingOracle(probe.recording)
      #expect(oracle.samples.count == (try probe.profile().provenance.samples))
      #expect(oracle.samples.allSatisfy { $0.event == "cpu-clock:" })
      #expect(oracle.samples.count { $0.functions.contains("start_thread") } > 1_000)
    }
  }

  // MARK: Memory

  @Test(arguments: [65_536, 524_288])
  func `allocated bytes are within the sampling interval, and large blocks exact`(
    interval: Int
  ) throws {
    try withFolder { folder in
      let probe = try Probe.run(
        ["allocate"], in: folder, options: Profiler.Options(subject: .memory(everyBytes: interval)))
      let bytes = try probe.profile(event: "allocated-bytes")
      #expect(bytes.tree.unit == .bytes)
      // Far more than there is room for at once: who allocates waits for room.
      #expect(bytes.provenance.lost == 0)
      // Five rounds of 40,000 and of 80,000 blocks of 1,000 bytes. Each of the ten stretches may be
      // off by one interval at each of its ends.
      for (function, expected) in [("small", 200_000_000.0), ("twiceAsMuch", 400_000_000.0)] {
        let found = bytes.sum(through: "Allocating.\(function)").weight
        #expect(abs(found - expected) <= 10 * Double(interval), "\(function): \(found)")
        // And over all of them a few, as they are drawn by chance: 3.3 standard deviations.
        #expect(abs(found - expected) <= 3.3 * 5.0.squareRoot() * Double(interval))
      }
      #expect(bytes.sum(through: "Allocating.large").weight == 60_000_000)
      let numbers = try probe.profile(event: "allocations")
      #expect(numbers.sum(through: "Allocating.large").weight == 20)
      let small = numbers.sum(through: "Allocating.small").weight
      #expect(abs(small - 200_000) <= 0.02 * 200_000 + 10 * Double(interval) / 1_000)
    }
  }

  @Test func `what lives at the end is exact for blocks above the interval`() throws {
    try withFolder { folder in
      let probe = try Probe.run(
        ["allocate"], in: folder, options: Profiler.Options(subject: .memory(everyBytes: 65_536)))
      // Seven of twenty blocks of 3,000,000 bytes are kept.
      #expect(
        try probe.profile(event: "live-bytes").sum(through: "Allocating.large").weight
          == 21_000_000)
      let blocks = try probe.profile(event: "live-allocations")
      #expect(blocks.sum(through: "Allocating.large").weight == 7)
      #expect(blocks.sum(through: "Allocating.small").weight == 0)
    }
  }

  // MARK: Blocked time

  @Test func `a lock, a pipe, a sleep and an await have their shares of the blocked time`() throws {
    try withFolder { folder in
      let probe = try Probe.run(
        ["block", "3"], in: folder, options: Profiler.Options(subject: .blockedTime))
      let profile = try probe.profile()
      #expect(profile.tree.unit == .nanoseconds)
      let waits = [
        profile.sum(through: "Blocking.run", "waitsForLock").weight,
        profile.sum(through: "Blocking.run", "readsPipe").weight,
        profile.sum(through: "Blocking.run", "sleepsItself").weight,
        profile.sum(through: "Blocking.run", "awaits").weight,
      ]
      let total = waits.reduce(0, +)
      for (wait, share) in zip(waits, [0.4, 0.3, 0.2, 0.1]) {
        #expect(abs(wait / total - share) <= 0.05 * share + 0.01, "\(waits.map { $0 / total })")
      }
      // And the times are those that it waited, within what waking takes on a busy machine.
      #expect((2.9e9...4.5e9).contains(total), "\(total)")
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("inside-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }
}
