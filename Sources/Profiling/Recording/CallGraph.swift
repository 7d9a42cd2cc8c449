/// How the callers of sampled code are recorded.
package enum CallGraph: Equatable, Sendable {
  case none
  /// The kernel follows frame pointers. Cheap, and wrong around functions that keep none.
  case framePointers
  /// Registers and the newest bytes of the stack are kept for unwinding later.
  case copiedStack(bytes: Int)

  package static let stackBytesDefault = 8192

  /// What the kernel accepts: a record counts its bytes with 16 bits.
  package static let stackBytes = 8...65_528

  /// The size to ask for, in whole words.
  static func wholeWords(_ bytes: Int) -> Int { (bytes + 7) & ~7 }
}
