/// Which of several names for one address is shown: as `perf` chooses, so that pictures agree.
///
/// One with a size, not weak, global, with fewer underscores in front, and the longest, in this
/// order. Names, which must be fetched, are compared last.
///
/// - Source: `choose_best_symbol` in `tools/perf/util/symbol.c` of Linux 6.1.
struct SymbolPreference {
  var hasSize: Bool
  var isWeak: Bool
  var isGlobal: Bool

  private var rank: Int { (hasSize ? 4 : 0) + (isWeak ? 0 : 2) + (isGlobal ? 1 : 0) }

  /// The best of `candidates`, which are not none.
  static func best<Candidate>(
    of candidates: [Candidate], preference: (Candidate) -> SymbolPreference,
    name: (Candidate) -> [UInt8]
  ) -> Candidate {
    let ranks = candidates.map { preference($0).rank }
    let highest = ranks.max() ?? 0
    let equals = zip(candidates, ranks).filter { $0.1 == highest }.map(\.0)
    var best = equals[0]
    guard equals.count > 1 else { return best }
    var bestName = name(best)
    for candidate in equals.dropFirst() {
      let name = name(candidate)
      if isBetter(name, than: bestName) { (best, bestName) = (candidate, name) }
    }
    return best
  }

  private static func isBetter(_ name: [UInt8], than other: [UInt8]) -> Bool {
    let underscores = name.prefix { $0 == 0x5f }.count
    let otherUnderscores = other.prefix { $0 == 0x5f }.count
    if underscores != otherUnderscores { return underscores < otherUnderscores }
    return name.count > other.count
  }
}
