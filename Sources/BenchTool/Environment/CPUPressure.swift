/// How much tasks wait for a processor: the kernel's pressure stall information.
///
/// - Source: Documentation/accounting/psi.rst of Linux.
package struct CPUPressure: Equatable, Sendable {
  /// The share of the last ten seconds in which some task waited, as the kernel smooths it.
  package let recentShare: Double
  /// Time since boot in which some task waited.
  package let totalMicroseconds: Int

  /// - Parameter text: /proc/pressure/cpu.
  package init?(inPressure text: String) {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("some ") }) else {
      return nil
    }
    func value(_ key: String) -> Double? {
      line.split(separator: " ").first { $0.hasPrefix("\(key)=") }
        .flatMap { Double($0.dropFirst(key.count + 1)) }
    }
    guard let percent = value("avg10"), let total = value("total"), total < 9e15 else {
      return nil
    }
    recentShare = percent / 100
    totalMicroseconds = Int(total)
  }
}
