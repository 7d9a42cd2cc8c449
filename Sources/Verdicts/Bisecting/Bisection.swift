/// Looks for the first commit at which a benchmark is slow, by halving.
///
/// Commits are numbered in order, from 0, the good one, to the last, the bad one. What cannot be
/// built is passed over; where only such commits are left, they cannot be told apart.
package struct Bisection: Hashable, Sendable {
  package enum Finding: Hashable, Sendable {
    case fast, slow
    /// It does not build, or has no such benchmark.
    case untestable
  }

  package enum Next: Hashable, Sendable {
    case test(Int)
    case found(Int)
    /// The first slow one is among these.
    case among(ClosedRange<Int>)
  }

  /// The last that is known to be fast, and the first known to be slow.
  package private(set) var fast = 0
  package private(set) var slow: Int
  private var untestable: Set<Int> = []

  /// - Parameter commits: Both ends included, at least two.
  package init(commits: Int) {
    precondition(commits >= 2, "between good and bad there is at least a step, got \(commits)")
    slow = commits - 1
  }

  package var next: Next {
    if slow - fast == 1 { return .found(slow) }
    let middle = (fast + slow) / 2
    let left = (fast + 1..<slow).filter { !untestable.contains($0) }
    guard let nearest = left.min(by: { abs($0 - middle) < abs($1 - middle) }) else {
      return .among(fast + 1...slow)
    }
    return .test(nearest)
  }

  /// - Precondition: `commit` lies between what is known to be fast and what is known to be slow.
  package mutating func take(_ finding: Finding, of commit: Int) {
    precondition(fast < commit && commit < slow, "commit \(commit) is decided already")
    switch finding {
    case .fast: fast = commit
    case .slow: slow = commit
    case .untestable: untestable.insert(commit)
    }
  }

  /// How many commits are tested at most, those that cannot be aside.
  package static func mostDecisions(commits: Int) -> Int {
    var decisions = 0
    while 1 << decisions < commits - 1 { decisions += 1 }
    return decisions
  }
}
