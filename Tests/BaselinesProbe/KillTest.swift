import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation

/// Kills processes with SIGKILL while eight of them save into one store, and looks at what is left.
///
/// In every other round all eight are killed at once. In the rounds between, one is killed, and
/// the others must go on saving before they are killed too. The moment is drawn: after a number
/// of commits, plus a few milliseconds, so that it falls anywhere into a transaction. Each store
/// lives for ten rounds; the first begins without a file, so the making of one is killed as well.
struct KillTest {
  let folder: String
  let kills: Int
  let seed: UInt64

  private static let writers = 8
  private static let roundsOfOneStore = 10

  static func run(seed: UInt64) -> Run {
    RandomRun.ordinary(seed: seed, benchmarks: 4, processes: 2, samples: 60)
  }

  func run() throws {
    print("\(kills) kills while \(Self.writers) processes save, seed \(seed)")
    var random = SplitMix64(seed: seed)
    var verified: Set<RunIdentifier> = []
    var saved = 0
    var unacknowledged = 0
    for round in 0..<kills {
      let path = "\(folder)/store-\(round / Self.roundsOfOneStore)/bench.sqlite"
      if round % Self.roundsOfOneStore == 0 { verified = [] }
      let acknowledged = try Round(
        path: path, writers: Self.writers, isFirst: round % Self.roundsOfOneStore == 0,
        leavesSurvivors: round % 2 == 1, firstSeed: UInt64(round) * 1_000_000
      ).run(using: &random)

      let store = try Store(path: path)
      let findings = try store.integrityFindings()
      guard findings.isEmpty else { throw Loss("round \(round): \(findings)") }
      let listed = Set(try store.runs().map(\.id))
      for (id, seed) in acknowledged {
        guard listed.contains(id) else { throw Loss("round \(round): lost \(id)") }
        guard try store.run(id) == Self.run(seed: seed) else {
          throw Loss("round \(round): changed \(id)")
        }
      }
      // A commit whose writer was killed before it could say so is as good as any other.
      let unseen = listed.subtracting(verified).subtracting(acknowledged.keys)
      for id in unseen { _ = try store.run(id) }
      guard verified.isSubset(of: listed) else { throw Loss("round \(round): lost earlier runs") }
      verified = listed
      saved += acknowledged.count
      unacknowledged += unseen.count
    }
    print(
      """
      \(saved) acknowledged runs, all there and equal; \(unacknowledged) more that were committed \
      and not yet acknowledged, all whole; every store opened and passed integrity_check
      """)
  }

  struct Loss: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
      self.description = description
    }
  }
}

extension KillTest {
  /// Eight writers from their start to their end.
  private struct Round {
    let path: String
    let writers: Int
    let isFirst: Bool
    let leavesSurvivors: Bool
    let firstSeed: UInt64

    private static let seedsOfOneWriter: UInt64 = 100_000

    /// - Returns: The runs that writers said were saved, with their seeds.
    func run(using random: inout SplitMix64) throws -> [RunIdentifier: UInt64] {
      let pipe = Pipe()
      let lines = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
      let processes = try (0..<writers).map { writer in
        try spawn(writer, output: pipe.fileHandleForWriting.fileDescriptor)
      }
      try pipe.fileHandleForWriting.close()

      var acknowledged: [RunIdentifier: UInt64] = [:]
      func waitForCommits(_ count: Int) throws {
        let goal = acknowledged.count + count
        while acknowledged.count < goal {
          guard let line = lines.next() else { throw Loss("all writers ended: \(path)") }
          try note(line, in: &acknowledged)
        }
      }
      // A store that is being made is killed at any moment of it.
      try waitForCommits(isFirst ? 0 : Int.random(in: 1...12, using: &random))
      usleep(UInt32.random(in: 0...(isFirst ? 100_000 : 12_000), using: &random))
      let victims = leavesSurvivors ? [processes.randomElement(using: &random)!] : processes
      for process in victims { kill(process, SIGKILL) }
      if leavesSurvivors {
        try waitForCommits(2 * writers)
        for process in processes where !victims.contains(process) { kill(process, SIGKILL) }
      }
      for process in processes {
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process, status & 0x7F == SIGKILL else {
          throw Loss("a writer ended by itself: status \(status)")
        }
      }
      while let line = lines.next() { try note(line, in: &acknowledged) }
      return acknowledged
    }

    private func note(_ line: String, in acknowledged: inout [RunIdentifier: UInt64]) throws {
      let words = line.split(separator: " ")
      guard words.count == 2, let seed = UInt64(words[1]) else { throw Loss("a writer: \(line)") }
      let run = KillTest.run(seed: seed)
      acknowledged[try Self.identifier(of: run, saying: words[0])] = seed
    }

    /// The identity that saving the same run somewhere else gives it.
    private static func identifier(
      of run: Run, saying text: Substring
    ) throws -> RunIdentifier {
      let id = Store.identifier(of: run)
      guard id.text == text else { throw Loss("\(text) should be \(id)") }
      return id
    }

    private func spawn(_ writer: Int, output: Int32) throws -> pid_t {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      let seed = firstSeed + UInt64(writer) * Self.seedsOfOneWriter
      let arguments = ["/proc/self/exe", "write", path, "\(seed)", "\(Self.seedsOfOneWriter)"]
      var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
      defer { for pointer in pointers { free(pointer) } }
      var process: pid_t = 0
      let code = posix_spawn(&process, "/proc/self/exe", &actions, nil, &pointers, environ)
      guard code == 0 else { throw Loss("no writer: \(String(cString: strerror(code)))") }
      return process
    }
  }
}
