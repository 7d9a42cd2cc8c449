import CBench
import Glibc

/// Allocates known amounts in known functions, and keeps a part of it.
enum Allocating {
  static let smallBlocks = 40_000
  static let smallBytes = 1_000
  static let largeBlocks = 20
  static let largeBytes = 3_000_000
  static let keptBlocks = 7

  @inline(never) static func small() {
    for _ in 0..<smallBlocks { take(smallBytes, frees: true) }
  }

  @inline(never) static func twiceAsMuch() {
    for _ in 0..<2 * smallBlocks { take(smallBytes, frees: true) }
  }

  @inline(never) static func large() {
    for index in 0..<largeBlocks { take(largeBytes, frees: index >= keptBlocks) }
  }

  @inline(__always) private static func take(_ bytes: Int, frees: Bool) {
    let block = malloc(bytes)
    bench_escape(block)
    if frees { free(block) }
  }

  static func run() {
    for _ in 0..<5 {
      small()
      twiceAsMuch()
    }
    large()
  }
}
