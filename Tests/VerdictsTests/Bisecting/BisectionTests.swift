import Testing
import Verdicts

/// Searches over ranges whose first slow commit is known.
@Suite struct BisectionTests {
  @Test func `every commit of every short range is found in as few steps as halving takes`() {
    for commits in 2...33 {
      for first in 1..<commits {
        var bisection = Bisection(commits: commits)
        var decisions = 0
        while case .test(let commit) = bisection.next {
          bisection.take(commit >= first ? .slow : .fast, of: commit)
          decisions += 1
        }
        #expect(bisection.next == .found(first))
        #expect(decisions <= Bisection.mostDecisions(commits: commits))
      }
    }
  }

  /// By hand: 31 commits after the good one are 1 of 31, which takes five questions; 32 do too.
  @Test(arguments: [(2, 0), (3, 1), (4, 2), (5, 2), (6, 3), (32, 5), (33, 5), (34, 6)])
  func `the most decisions are the logarithm`(commits: Int, decisions: Int) {
    #expect(Bisection.mostDecisions(commits: commits) == decisions)
  }

  @Test func `what cannot be tested is passed over, and only hides its neighbors`() {
    // 3, 4 and 5 do not build.
    func search(first: Int) -> Bisection.Next {
      var bisection = Bisection(commits: 9)
      while case .test(let commit) = bisection.next {
        let finding: Bisection.Finding =
          (3...5).contains(commit) ? .untestable : commit >= first ? .slow : .fast
        bisection.take(finding, of: commit)
      }
      return bisection.next
    }
    #expect((1...2).map(search) == [.found(1), .found(2)])
    #expect((3...6).map(search) == Array(repeating: .among(3...6), count: 4))
    #expect((7...8).map(search) == [.found(7), .found(8)])
  }

  @Test func `where nothing in between builds, all of it is suspect`() {
    var bisection = Bisection(commits: 4)
    while case .test(let commit) = bisection.next { bisection.take(.untestable, of: commit) }
    #expect(bisection.next == .among(1...3))
  }
}
