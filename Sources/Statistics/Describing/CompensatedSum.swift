/// A running sum that also carries what rounding lost, so a million addends cost no digits.
///
/// - Source: A. Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
///   Summen*, ZAMM 54 (1974). Kahan's older form fails when an addend exceeds the sum.
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { sum + lost }

  @inline(__always)
  mutating func add(_ term: Double) {
    let total = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - total) + term : (term - total) + sum
    sum = total
  }
}
