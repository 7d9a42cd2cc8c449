import CBench
import CInsideProbe
import Foundation
import Glibc
import Profiling

/// A program that profiles itself, for tests: what it does is named by its first word.
@main
struct InsideProbe {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    let seconds = words.count > 1 ? Double(words[1]) ?? 1 : 1
    switch words.first {
    case "burn": Burning.run(seconds: seconds)
    case "burn-threads": await inThreads(4) { Burning.run(seconds: seconds) }
    case "burn-tasks":
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { Burning.run(seconds: seconds) } }
      }
    case "handoff": print(Handoff.run(seconds: seconds))
    case "chain": await Chain.run(seconds: seconds, tasks: 2)
    case "deep": await inThreads(1) { print(Depth.descend(23, seconds: seconds)) }
    case "deep-task": print(Depth.descend(24, seconds: seconds))
    case "stress": await Stress.run(seconds: seconds, threads: 32)
    case "mixture": Mixture.run(seconds: seconds)
    case "allocate": Allocating.run()
    case "block": await Blocking.run(seconds: seconds)
    case "agree": agree(seconds: seconds)
    case "interruptions": try Interruptions.run(rounds: Int(seconds), recording: words[2])
    case "queue": Queueing.run(samplesEach: Int(seconds))
    case "count": countAllocations(seconds: seconds)
    case "pause": try pause(writingTo: words[2])
    case "restart": try restart(writingTo: words[2], times: Int(seconds))
    default:
      FileHandle.standardError.write(Data("inside-probe: unknown work \(words)\n".utf8))
      exit(64)
    }
  }

  /// Compares our walk with libunwind's. A profiler runs so that tables are there; it takes nothing.
  private static func agree(seconds: Double) {
    guard probe_agreement_start() else { return print("none") }
    Mixture.run(seconds: seconds)
    let agreement = probe_agreement_stop()
    print(
      agreement.samples, agreement.equal, agreement.rooted, agreement.rooted_by_libunwind)
  }

  /// Counts every allocation of the process, and says how many were made in the handler.
  private static func countAllocations(seconds: Double) {
    bench_allocations_start()
    Mixture.run(seconds: seconds)
    let all = bench_allocations_stop()
    print(all.count, bench_allocations_in_handler())
  }

  /// Burns in `fifty` while sampling is on, and in `thirty` while it is off.
  private static func pause(writingTo path: String) throws {
    let profiler = try Profiler.start(
      writingTo: path, Profiler.Options(startsPaused: true))
    for _ in 0..<200 {
      profiler.resume()
      for _ in 0..<200 { Burning.fifty() }
      profiler.pause()
      for _ in 0..<200 { Burning.thirty() }
    }
    let summary = try profiler.stop()
    print(summary.samples)
    do {
      try profiler.stop()
      print("stopped twice")
    } catch ProfilerError.alreadyStopped {
      print("once")
    }
  }

  /// Starts and stops again and again, and a second one beside the first.
  private static func restart(writingTo path: String, times: Int) throws {
    for _ in 0..<times {
      let profiler = try Profiler.start(writingTo: path)
      do {
        try Profiler.start(writingTo: path + "-second").stop()
        print("two at a time")
      } catch ProfilerError.alreadyRuns {}
      Burning.fifty()
      try profiler.stop()
    }
    print("done")
  }

  static func inThreads(_ count: Int, _ work: @escaping @Sendable () -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask {
          await withCheckedContinuation { continuation in
            Thread.detachNewThread {
              work()
              continuation.resume()
            }
          }
        }
      }
    }
  }
}
