import Baselines
import BaselinesTestSupport
import Foundation

/// Does to a store, as a process of its own, what tests must see another process do.
@main struct BaselinesProbe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    do {
      switch (arguments.first, arguments.dropFirst().map(\.self)) {
      case ("read", let rest) where rest.count == 1:
        try read(rest[0])
      case ("write", let rest) where rest.count == 3:
        try write(rest[0], firstSeed: UInt64(rest[1]) ?? 0, count: Int(rest[2]) ?? 0)
      case ("fill", let rest) where rest.count == 1:
        try fill(rest[0])
      case ("kill-test", let rest) where rest.count == 3:
        let test = KillTest(
          folder: rest[0], kills: Int(rest[1]) ?? 0, seed: UInt64(rest[2]) ?? 0)
        try test.run()
      case ("measure", let rest) where rest.count == 1:
        try Measurement.run(in: rest[0])
      case ("history", let rest) where rest.count == 4:
        try LargeStores.fillHistory(
          rest[0], benchmarks: Int(rest[1]) ?? 0, runs: Int(rest[2]) ?? 0,
          samplesPerProcess: Int(rest[3]) ?? 0)
      case ("pair", let rest) where rest.count == 3:
        try LargeStores.fillPair(
          rest[0], benchmarks: Int(rest[1]) ?? 0, samples: Int(rest[2]) ?? 0)
      default:
        fail(
          """
          usage: baselines-probe read <store>
                 baselines-probe write <store> <first seed> <runs>
                 baselines-probe fill <store>
                 baselines-probe kill-test <folder> <kills> <seed>
                 baselines-probe measure <folder>
                 baselines-probe history <store> <benchmarks> <runs> <samples per process>
                 baselines-probe pair <store> <benchmarks> <samples>
          """, status: 64)
      }
    } catch {
      fail("\(error)", status: 1)
    }
  }

  /// Prints one line for each run that loads.
  private static func read(_ path: String) throws {
    let store = try Store(path: path, creating: false)
    for listing in try store.runs() {
      _ = try store.run(listing.id)
      print(listing.id)
    }
    if let reason = store.readOnlyReason { print("read-only: \(reason)") }
  }

  /// Saves runs, and says of each that it is saved as soon as it is.
  private static func write(_ path: String, firstSeed: UInt64, count: Int) throws {
    let store = try Store(path: path)
    for seed in firstSeed..<firstSeed + UInt64(count) {
      let run = KillTest.run(seed: seed)
      let id = try store.save(run, summaries: RandomRun.summaries(of: run))
      // One write, so that lines of several processes in one pipe do not mix.
      FileHandle.standardOutput.write(Data("\(id) \(seed)\n".utf8))
    }
  }

  /// Saves until there is an error, and checks that everything before it is still there.
  private static func fill(_ path: String) throws {
    let store = try Store(path: path)
    var saved: [RunIdentifier] = []
    var error: StoreError?
    while error == nil {
      let run = KillTest.run(seed: UInt64(saved.count))
      do throws(StoreError) {
        saved.append(try store.save(run, summaries: RandomRun.summaries(of: run)))
      } catch let failure {
        error = failure
      }
    }
    print(error?.description ?? "")
    for (seed, id) in saved.enumerated() {
      guard try store.run(id) == KillTest.run(seed: UInt64(seed)) else {
        fail("run \(id) changed", status: 1)
      }
    }
    print("saved \(saved.count), listed \(try store.runs().count)")
    print("findings \(try store.integrityFindings())")
  }

  static func fail(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(status)
  }
}
