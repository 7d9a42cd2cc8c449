/// How often each rank of a sorted sample was drawn: all a median needs to know of a resample.
struct RankTally {
  /// One for each rank, in memory that whoever makes the tally keeps alive.
  let counts: UnsafeMutableBufferPointer<UInt32>

  @inline(__always)
  func clear() {
    counts.update(repeating: 0)
  }

  @inline(__always)
  func add(_ rank: Int) {
    counts[rank] &+= 1
  }

  /// The rank of the middle draw twice, or the ranks of the middle two, of `total` draws tallied.
  ///
  /// - Complexity: O(ranks), half of them on average.
  @inline(__always)
  func middle(of total: Int) -> (lower: Int, upper: Int) {
    var rank = 0
    var passed = Int(counts[0])
    while passed <= (total - 1) / 2 {
      rank &+= 1
      passed &+= Int(counts[rank])
    }
    let lower = rank
    while passed <= total / 2 {
      rank &+= 1
      passed &+= Int(counts[rank])
    }
    return (lower, rank)
  }
}
