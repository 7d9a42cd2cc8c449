import CBench

/// Burns at the bottom of a stack of known depth.
enum Depth {
  @inline(never) static func descend(_ depth: Int, seconds: Double) -> UInt64 {
    if depth == 0 {
      Burning.run(seconds: seconds)
      return 1
    }
    return descend(depth - 1, seconds: seconds) &+ UInt64(depth)
  }
}
