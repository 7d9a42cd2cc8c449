import CBench

/// Makes the optimizer believe that `value` is used, so that the work behind it is kept.
///
/// Use it for results. It does not stop the optimizer from folding work whose *inputs* are
/// constants, or from hoisting it out of the loop: pass those through `blackBox` first.
///
/// - Complexity: one store; 0 to 0.5 ns.
@inlinable @inline(__always)
public func blackHole<T: ~Copyable>(_ value: borrowing T) {
  withUnsafePointer(to: value) { bench_escape($0) }
}

/// Returns `value`, about which the optimizer now knows nothing but its type.
///
/// Use it for inputs. A constant input would be folded into its result, and a result that does
/// not change is computed once, before the loop, even when each copy of it is kept.
///
/// - Complexity: one move between registers.
@inlinable @inline(__always)
public func blackBox<T: FixedWidthInteger>(_ value: T) -> T {
  if T.bitWidth <= 64 {
    return T(truncatingIfNeeded: bench_launder(UInt64(truncatingIfNeeded: value)))
  }
  var copy = value
  keep(&copy)
  return copy
}

/// Returns `value`, about which the optimizer now knows nothing but its type.
///
/// - Complexity: one move between registers.
@inlinable @inline(__always)
public func blackBox(_ value: Double) -> Double {
  Double(bitPattern: bench_launder(value.bitPattern))
}

/// Returns `value`, about which the optimizer now knows nothing but its type.
///
/// - Complexity: a store and a load, and for a reference its retain and release (tens of
///   nanoseconds when shared between threads). Prefer to launder an integer, such as an index,
///   where that is enough.
@inlinable @inline(__always)
public func blackBox<T>(_ value: T) -> T {
  var copy = value
  keep(&copy)
  return copy
}

/// Like `blackHole`, but of a variable in its own place: one store the less for each iteration.
@inlinable @inline(__always)
func keep<T>(_ variable: inout T) {
  withUnsafeMutablePointer(to: &variable) { bench_escape($0) }
}
