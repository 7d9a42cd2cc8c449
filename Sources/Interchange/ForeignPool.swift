/// The benchmarks of several files, each with the processes of all of them.
struct ForeignPool {
  private(set) var benchmarks: [ForeignBenchmark]
  private var places: [ForeignBenchmark.Identity: Int]
  /// The titles of those of which two files hold one process.
  private var repeated: [String] = []
  /// The titles of those that are out.
  private var stale: [String] = []

  init(_ benchmarks: [ForeignBenchmark]) {
    self.benchmarks = benchmarks
    places = Dictionary(
      benchmarks.enumerated().map { ($1.identity, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds the processes that are not there: the same samples again are those of the same process,
  /// and counted twice would seem to repeat perfectly.
  ///
  /// - Complexity: O(*n*) in its samples, for each process that is there.
  mutating func add(_ other: ForeignBenchmark) {
    guard let place = places[other.identity] else {
      places[other.identity] = benchmarks.count
      benchmarks.append(other)
      return
    }
    let known = benchmarks[place].processes
    let new = other.processes.filter { !known.contains($0) }
    if new.count < other.processes.count { repeated.append(other.title) }
    benchmarks[place].processes += new
    benchmarks[place].isWallClockOnly = benchmarks[place].isWallClockOnly || other.isWallClockOnly
    benchmarks[place].failure = benchmarks[place].failure ?? other.failure
    if benchmarks[place].failure != nil { benchmarks[place].processes = [] }
  }

  /// Takes out what all the results hold the same samples of: whatever they were made anew for, it was
  /// not run.
  ///
  /// - Parameter count: How many results there are.
  mutating func removeStale(of count: Int) {
    var repetitions: [String: Int] = [:]
    for title in repeated { repetitions[title, default: 0] += 1 }
    stale = benchmarks.filter {
      $0.processes.count == 1 && repetitions[$0.title] == count - 1
    }.map(\.title)
    benchmarks.removeAll { stale.contains($0.title) }
    repeated.removeAll { stale.contains($0) }
  }

  /// What to say of processes that were there twice, and of benchmarks that are out.
  var remarks: [String] {
    var remarks: [String] = []
    if let names = Self.names(of: repeated) {
      remarks.append(
        "Two of the results hold the same samples of \(names): that is one process, and counted once."
      )
    }
    if let names = Self.names(of: stale) {
      remarks.append(
        """
        Left out, since all the results hold the same samples of it, so that it was not run anew: \
        \(names). Import one of the results by itself to keep it.
        """)
    }
    return remarks
  }

  private static func names(of titles: [String]) -> String? {
    let titles = Set(titles).sorted()
    return titles.first.map { "'\($0)'\(titles.count == 1 ? "" : " and \(titles.count - 1) more")" }
  }
}
