/// Counts what a picture says below itself about the samples in it.
struct SampleTally {
  private(set) var samples = 0
  private(set) var truncated = 0
  /// Over all samples, so a nameless function counts as often as it was seen.
  private(set) var unknownFrames = 0
  private(set) var withBranchStack = 0
  private(set) var withUserStack = 0
  private(set) var first = UInt64.max
  private(set) var last: UInt64 = 0
  private(set) var gaps = SampleGaps()
  var unwound = 0
  /// Samples that the program took of itself, and of those the ones of Swift tasks.
  var fromInside = 0
  var withSuspendedCallers = 0
  var deferred = 0
  var unreadable = 0

  /// - Parameter previous: When the same thread was sampled before, or 0.
  @inline(__always) mutating func count(
    _ sample: PerfSample, _ chain: ChainTable.Entry, after previous: UInt64
  ) {
    samples += 1
    if chain.isTruncated { truncated += 1 }
    unknownFrames += Int(chain.unknownFrames)
    if sample.hasBranchStack { withBranchStack += 1 }
    if sample.userRegisterMask != 0 { withUserStack += 1 }
    first = min(first, sample.time)
    last = max(last, sample.time)
    if previous != 0, sample.time > previous { gaps.add(sample.time - previous) }
  }
}

/// How far apart a thread's samples are, from which the rate follows that was really achieved.
///
/// A thread that sleeps has wide gaps, but while it runs they are about as wide as the timer makes
/// them. So those more than ten times the middle one are left out: in them the thread did not run.
struct SampleGaps {
  /// Buckets of a sixteenth of each power of two: within 6 %, which only decides what is left out.
  private var counts = Array(repeating: 0, count: 64 * 16)
  private var sums = Array(repeating: 0.0, count: 64 * 16)
  private var total = 0

  @inline(__always) mutating func add(_ nanoseconds: UInt64) {
    let exponent = 63 - nanoseconds.leadingZeroBitCount
    let fraction =
      exponent >= 4 ? nanoseconds >> UInt64(exponent - 4) : nanoseconds << UInt64(4 - exponent)
    let bucket = exponent * 16 + Int(fraction & 15)
    counts[bucket] += 1
    sums[bucket] += Double(nanoseconds)
    total += 1
  }

  /// Samples a second of running, or `nil` when there are too few to tell.
  var rate: Double? {
    guard total >= 100 else { return nil }
    var seen = 0
    var middle = 0
    for (bucket, count) in counts.enumerated() {
      seen += count
      if seen * 2 >= total {
        middle = bucket
        break
      }
    }
    // Ten times is 3 powers of two and a quarter.
    let last = min(middle + 3 * 16 + 4, counts.count - 1)
    let count = counts[...last].reduce(0, +)
    let sum = sums[...last].reduce(0, +)
    return sum > 0 ? Double(count) * 1e9 / sum : nil
  }
}
