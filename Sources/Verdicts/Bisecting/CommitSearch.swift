import Foundation
import Statistics

/// Searches for the commit at which a benchmark became slow: says what to measure next, and takes
/// what came of it.
///
/// 1. The bad end against the good one: is it slower, and by how much?
/// 2. By halving, each commit against the good one: does it lie above half of that change?
/// 3. What was found against the one before it, by pairs of its own: does it alone make more than
///    half of the change?
///
/// **Errors.** Each decision is wrong with at most its share of `errorRate`, whatever the number of
/// pairs, so the answer is with at most all of it; `ThresholdTrial` says what is assumed.
package struct CommitSearch: Sendable {
  package enum Answer: String, Hashable, Codable, Sendable {
    /// One commit, which differs from the one before it by more than half of the whole change.
    case found
    /// One commit at which the change passes its half, though alone it makes less than half of it:
    /// the change came in several steps.
    case crept
    /// Some commits that could not be told apart.
    case among
    /// The bad end is not slower than the good one.
    case noChange
  }

  package enum Next: Sendable {
    /// Add process pairs to the trial, `base` against `commit`, until it has decided.
    case measure(commit: Int, against: Int, trial: ThresholdTrial)
    /// - Parameter suspects: The first and the last commit it may be; the same where it was found.
    case ended(Answer, suspects: ClosedRange<Int>?)
  }

  private enum Stage: Sendable {
    case whole, halving
    case confirming(Int)
    case ended(Answer, ClosedRange<Int>?)
  }

  /// Pairs by which the size of a change is known well enough to be halved.
  private static let pairsForSize = 12

  private let commits: Int
  private let errorRate: Double
  private let mostPairs: Int
  private var bisection: Bisection
  private var stage = Stage.whole
  /// What a commit has to lie above, as a part of the good one's time.
  private var threshold: Double

  /// - Parameters:
  ///   - commits: Both ends included, at least two.
  ///   - margin: A time that is not longer by more than this is not slower.
  ///   - errorRate: Of the answer as a whole.
  ///   - mostPairs: For one decision.
  package init(commits: Int, margin: Double, errorRate: Double, mostPairs: Int) {
    self.commits = commits
    self.errorRate = errorRate
    self.mostPairs = mostPairs
    bisection = Bisection(commits: commits)
    threshold = margin
  }

  package var next: Next {
    switch stage {
    case .whole:
      return .measure(commit: commits - 1, against: 0, trial: trial(fewest: Self.pairsForSize))
    case .halving:
      return .measure(commit: commitToTest, against: 0, trial: trial())
    case .confirming(let commit):
      return .measure(
        commit: commit, against: commit - 1, trial: trial(fewest: Self.pairsForSize))
    case .ended(let answer, let suspects): return .ended(answer, suspects: suspects)
    }
  }

  /// Takes what came of the trial that `next` asked for.
  package mutating func take(_ trial: ThresholdTrial) {
    precondition(trial.decision != .goOn, "the trial has not decided yet")
    switch stage {
    case .whole:
      guard trial.decision == .above else {
        stage = .ended(.noChange, nil)
        return
      }
      threshold = expm1(TrimmedMean(of: trial.values).value / 2)
      goOn()
    case .halving:
      switch trial.decision {
      case .above: bisection.take(.slow, of: commitToTest)
      case .below: bisection.take(.fast, of: commitToTest)
      case .goOn, .undecided:
        stage = .ended(.among, bisection.fast + 1...bisection.slow)
        return
      }
      goOn()
    case .confirming(let commit):
      stage = .ended(trial.decision == .above ? .found : .crept, commit...commit)
    case .ended: preconditionFailure("the search has ended")
    }
  }

  /// The commit that `next` asked for cannot be tested.
  ///
  /// - Precondition: It is neither of the ends.
  package mutating func passOver() {
    guard case .halving = stage else {
      preconditionFailure("only a commit between the ends can be passed over")
    }
    bisection.take(.untestable, of: commitToTest)
    goOn()
  }

  /// While it is halved, there is one.
  private var commitToTest: Int {
    guard case .test(let commit) = bisection.next else {
      preconditionFailure("the search goes on without a commit to test")
    }
    return commit
  }

  private mutating func goOn() {
    switch bisection.next {
    case .test: stage = .halving
    case .found(let commit): stage = .confirming(commit)
    case .among(let commits): stage = .ended(.among, commits)
    }
  }

  private func trial(fewest: Int = ThresholdTrial.usualFewestPairs) -> ThresholdTrial {
    let decisions = Bisection.mostDecisions(commits: commits) + 2
    return ThresholdTrial(
      change: threshold, errorRate: errorRate / Double(decisions), fewestPairs: fewest,
      mostPairs: mostPairs)
  }
}
