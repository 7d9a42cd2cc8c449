/// Finds single order statistics of unsorted numbers, rearranging them as little as it must.
///
/// - Source: C. A. R. Hoare, *Algorithm 65: Find*, CACM 4 (1961), with the median of three as the
///   pivot. Equal numbers stop both scans, so heavy ties still halve the range.
enum Selection {
  /// A type 7 quantile; see `Sample.quantile(_:)`.
  ///
  /// - Complexity: O(*n*) on average.
  static func quantile(
    _ probability: Double, of numbers: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let position = QuantilePosition(probability, count: numbers.count)
    let low = number(ranked: position.lower, in: numbers)
    guard position.upper > position.lower else { return low }
    var high = numbers[position.upper]
    for index in position.upper..<numbers.count { high = min(high, numbers[index]) }
    return position.between(low, high)
  }

  /// The number that sorting would put at `rank`, counted from 0; greater ones end up behind it.
  private static func number(
    ranked rank: Int, in numbers: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var first = 0
    var last = numbers.count - 1
    while first < last {
      let pivot = medianOfThree(numbers[first], numbers[(first + last) / 2], numbers[last])
      var left = first
      var right = last
      while left <= right {
        while numbers[left] < pivot { left += 1 }
        while numbers[right] > pivot { right -= 1 }
        guard left <= right else { break }
        numbers.swapAt(left, right)
        left += 1
        right -= 1
      }
      if rank <= right {
        last = right
      } else if rank >= left {
        first = left
      } else {
        return numbers[rank]
      }
    }
    return numbers[rank]
  }

  private static func medianOfThree(_ first: Double, _ second: Double, _ third: Double) -> Double {
    max(min(first, second), min(max(first, second), third))
  }
}
