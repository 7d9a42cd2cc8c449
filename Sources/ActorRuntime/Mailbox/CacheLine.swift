/// The unit in which cores take memory from each other.
@usableFromInline
enum CacheLine {
  /// Two lines of 64 bytes, because the neighbour is fetched along with the one asked for.
  @usableFromInline static var bytes: Int { 128 }

  @usableFromInline
  static func roundUp(_ size: Int) -> Int {
    (size + bytes - 1) / bytes * bytes
  }
}
