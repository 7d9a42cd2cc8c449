import BenchModel
import Foundation
import Statistics
import Testing
import Verdicts

/// Searches on simulated process pairs: normal noise of 1 % between pairs, or tails far heavier.
///
/// `BISECT_STUDY=2000 swift test --filter CommitSearchTests` runs as many searches as it says.
@Suite struct CommitSearchTests {
  private static let studies = Int(ProcessInfo.processInfo.environment["BISECT_STUDY"] ?? "") ?? 60

  private struct Tally {
    var right = 0
    var wrong = 0
    var open = 0
    var pairs = 0
  }

  /// - Parameter effect: The change of a commit against the one with number 0.
  private func search(
    commits: Int, deviation: Double, heavyTails: Bool = false, bench: inout Bench,
    effect: (Int) -> Double
  ) -> (answer: CommitSearch.Answer, suspects: ClosedRange<Int>?, pairs: Int) {
    var search = CommitSearch(commits: commits, margin: 0.01, errorRate: 0.01, mostPairs: 64)
    var pairs = 0
    while true {
      switch search.next {
      case .ended(let answer, let suspects): return (answer, suspects, pairs)
      case .measure(let commit, let base, var trial):
        let ratio = (1 + effect(commit)) / (1 + effect(base))
        while trial.decision == .goOn {
          var noise = deviation * bench.normal()
          if heavyTails { noise /= max(0.05, bench.normal().magnitude) }
          trial.add(Bench.unit(pair: pairs, ratio: ratio * exp(noise)))
          pairs += 1
        }
        search.take(trial)
      }
    }
  }

  private func study(deviation: Double, heavyTails: Bool = false, seed: UInt64) -> Tally {
    var bench = Bench(seed: seed)
    var tally = Tally()
    for _ in 0..<Self.studies {
      let first = 1 + bench.random.index(below: 32)
      let (answer, suspects, pairs) = search(
        commits: 33, deviation: deviation, heavyTails: heavyTails, bench: &bench
      ) { $0 >= first ? 0.05 : 0 }
      tally.pairs += pairs
      switch answer {
      case .found where suspects == first...first: tally.right += 1
      case .among where suspects!.contains(first): tally.open += 1
      default: tally.wrong += 1
      }
    }
    print(
      "+5 % among 32 commits, \(deviation)\(heavyTails ? ", heavy tails" : ""): \(tally.right) found,",
      "\(tally.open) narrowed, \(tally.wrong) wrong, \(tally.pairs / Self.studies) pairs a search")
    return tally
  }

  /// More wrong answers than these would come by chance once in a thousand times at the stated rate
  /// of 1 %: the binomial law's upper end.
  private var mostWrong: Int {
    var most = 0
    while ClopperPearson(successes: most, trials: Self.studies, coverage: 0.998).low <= 0.01 {
      most += 1
    }
    return most - 1
  }

  @Test(arguments: [0.005, 0.01, 0.02])
  func `5 percent among 32 commits is found`(deviation: Double) {
    let tally = study(deviation: deviation, seed: 11)
    #expect(tally.wrong <= mostWrong)
    #expect(Double(tally.right) >= 0.95 * Double(Self.studies))
  }

  @Test func `heavy tails make it slower, not wrong`() {
    let tally = study(deviation: 0.01, heavyTails: true, seed: 12)
    #expect(tally.wrong <= mostWrong)
  }

  @Test func `where nothing changed there is nothing to search for`() {
    var bench = Bench(seed: 13)
    for _ in 0..<20 {
      let (answer, suspects, _) = search(commits: 33, deviation: 0.01, bench: &bench) { _ in 0 }
      #expect(answer == .noChange)
      #expect(suspects == nil)
    }
  }

  @Test func `a change that crept in is said to have`() {
    var bench = Bench(seed: 14)
    var crept = 0
    for _ in 0..<20 {
      // A third of a percent with each of 32 commits.
      let (answer, _, _) = search(commits: 33, deviation: 0.003, bench: &bench) {
        0.0033 * Double($0)
      }
      #expect(answer == .crept || answer == .among)
      if answer == .crept { crept += 1 }
    }
    #expect(crept > 0)
  }

  @Test func `what does not build is passed over`() {
    var bench = Bench(seed: 15)
    var search = CommitSearch(commits: 9, margin: 0.01, errorRate: 0.01, mostPairs: 64)
    while case .measure(let commit, let base, var trial) = search.next {
      if (3...5).contains(commit), base == 0 {
        search.passOver()
        continue
      }
      while trial.decision == .goOn {
        let ratio = (commit >= 4 ? 1.1 : 1) / (base >= 4 ? 1.1 : 1)
        trial.add(Bench.unit(ratio: ratio * exp(0.005 * bench.normal())))
      }
      search.take(trial)
    }
    guard case .ended(.among, let suspects) = search.next else {
      Issue.record("commits that do not build cannot be told apart")
      return
    }
    #expect(suspects == 3...6)
  }
}
