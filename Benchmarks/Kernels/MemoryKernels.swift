import Benchmarking

extension Kernels {
  /// Bodies that wait for memory: 16 MiB, more than the caches of a core hold.
  static let memory: [Benchmark] = [
    kernel("memory", "stream", asks: "What does summing the next 32 KiB of 16 MiB cost?") {
      let numbers = [Int](repeating: 1, count: words)
      var position = 0
      try $0.measure(yields: 4096) {
        position = position == words - 4096 ? 0 : position + 4096
        var sum = 0
        for index in position..<position + 4096 { sum &+= numbers[index] }
        return sum
      }
    },
    kernel("memory", "chase", asks: "What do 64 steps along a scattered cycle of 16 MiB cost?") {
      let next = cycle(words)
      var position = 0
      try $0.measure(check: { _ in }) {
        for _ in 0..<64 { position = next[position] }
        return position
      }
    },
    kernel("memory", "gather", asks: "What do 256 scattered loads from 16 MiB cost?") {
      let numbers = [Int](repeating: 3, count: words)
      var state: UInt64 = 1
      try $0.measure(yields: 768) {
        var sum = 0
        for _ in 0..<256 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          sum &+= numbers[Int(state >> 43)]
        }
        return sum
      }
    },
    kernel("memory", "copy", asks: "What does copying the next 32 KiB of 16 MiB cost?") {
      let source = [Int](repeating: 5, count: words)
      var target = [Int](repeating: 0, count: 4096)
      var position = 0
      try $0.measure(yields: 5) {
        position = position == words - 4096 ? 0 : position + 4096
        for index in 0..<4096 { target[index] = source[position + index] }
        return target[4095]
      }
    },
  ]

  /// 16 MiB of 8 bytes each.
  private static let words = 1 << 21

  /// Where to go from each place, such that all places are visited in turn, far from each other: a
  /// linear congruential generator of full period (Hull and Dobell, 1962).
  ///
  /// - Precondition: The count is a power of two.
  private static func cycle(_ count: Int) -> [Int] {
    (0..<count).map { ($0 &* 1_664_525 &+ 1_013_904_223) & (count - 1) }
  }
}
