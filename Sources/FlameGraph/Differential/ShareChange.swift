import Foundation

/// How a frame's share of the samples changed between two profiles, and what chance could do.
///
/// Samples are taken to be independent draws. That is the noise of sampling only: two runs of a
/// program differ by more, and no count of samples knows how much.
package struct ShareChange: Hashable, Sendable {
  package let before: Int
  package let beforeTotal: Int
  package let after: Int
  package let afterTotal: Int

  /// The coverage of `interval`, and 1 less the error that all verdicts of a picture share.
  package static let level = 0.95

  package init(before: Int, of beforeTotal: Int, after: Int, of afterTotal: Int) {
    precondition(
      0 <= before && before <= beforeTotal && 0 <= after && after <= afterTotal
        && beforeTotal > 0 && afterTotal > 0,
      "\(before) of \(beforeTotal) and \(after) of \(afterTotal) are no shares")
    self.before = before
    self.beforeTotal = beforeTotal
    self.after = after
    self.afterTotal = afterTotal
  }

  package var difference: Double {
    Double(after) / Double(afterTotal) - Double(before) / Double(beforeTotal)
  }

  /// Covers the true difference of the shares in 95% of all pairs of recordings.
  ///
  /// The square-and-add interval of two score intervals: it stays inside −1...1 and is right for
  /// shares near 0, where most frames are and where the textbook interval fails.
  ///
  /// - Source: R. G. Newcombe, "Interval estimation for the difference between independent
  ///   proportions: comparison of eleven methods", *Statistics in Medicine* 17 (1998), method 10.
  package var interval: ClosedRange<Double> {
    let first = Self.score(before, beforeTotal)
    let second = Self.score(after, afterTotal)
    let down = hypot(second.share - second.low, first.high - first.share)
    let up = hypot(second.high - second.share, first.share - first.low)
    return (difference - down)...(difference + up)
  }

  /// Wilson's score interval of one share.
  private static func score(
    _ count: Int, _ total: Int
  ) -> (share: Double, low: Double, high: Double) {
    let z = 1.959963984540054
    let (count, total) = (Double(count), Double(total))
    let share = count / total
    let center = 2 * count + z * z
    let reach = z * (z * z + 4 * count * (1 - share)).squareRoot()
    let scale = 2 * (total + z * z)
    return (
      share, min(share, max(0, (center - reach) / scale)),
      max(share, min(1, (center + reach) / scale))
    )
  }
}

// MARK: - The exact test

extension ShareChange {
  /// Larger populations are tested by the normal approximation, which is as good there.
  static let largestExactPopulation = 10_000_000

  /// The probability of a difference at least this large if the shares were the same.
  ///
  /// Fisher's exact test, two-sided by doubling the smaller tail.
  package var pValue: Double {
    guard Double(beforeTotal) + Double(afterTotal) <= Double(Self.largestExactPopulation) else {
      return normalPValue
    }
    let table = Hypergeometric(
      population: beforeTotal + afterTotal, marked: before + after, drawn: beforeTotal)
    return min(1, 2 * table.tail(before))
  }

  /// The smallest `pValue` that this many samples could give, however they fell.
  package var smallestPossiblePValue: Double {
    guard Double(beforeTotal) + Double(afterTotal) <= Double(Self.largestExactPopulation) else {
      return 0
    }
    let table = Hypergeometric(
      population: beforeTotal + afterTotal, marked: before + after, drawn: beforeTotal)
    return min(1, 2 * min(table.tail(table.lowest), table.tail(table.highest)))
  }

  private var normalPValue: Double {
    let (first, second) = (Double(beforeTotal), Double(afterTotal))
    let pooled = (Double(before) + Double(after)) / (first + second)
    let error = (pooled * (1 - pooled) * (1 / first + 1 / second)).squareRoot()
    guard error > 0 else { return 1 }
    return erfc(abs(difference) / error / 2.0.squareRoot())
  }
}

/// How many of the drawn are marked, when some of a population are drawn without looking.
struct Hypergeometric {
  let population: Int
  let marked: Int
  let drawn: Int

  var lowest: Int { max(0, drawn + marked - population) }
  var highest: Int { min(drawn, marked) }

  /// The probability of `count` and of everything farther out on its side of the mean.
  ///
  /// - Complexity: O(standard deviation): terms shrink geometrically away from the mean.
  func tail(_ count: Int) -> Double {
    let isLow = Double(count) * Double(population) <= Double(drawn) * Double(marked)
    var term = exp(logProbability(count))
    var sum = term
    var value = count
    while isLow ? value > lowest : value < highest {
      let x = Double(value)
      let unmarkedLeft = Double(population - marked - drawn) + x
      term *=
        isLow
        ? x * unmarkedLeft / (Double(marked) - x + 1) / (Double(drawn) - x + 1)
        : (Double(marked) - x) * (Double(drawn) - x) / (x + 1) / (unmarkedLeft + 1)
      sum += term
      if term < sum * 1e-17 { break }
      value += isLow ? -1 : 1
    }
    return min(1, sum)
  }

  private func logProbability(_ count: Int) -> Double {
    Self.logChoose(marked, count) + Self.logChoose(population - marked, drawn - count)
      - Self.logChoose(population, drawn)
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  /// Stirling's series from 16 on, where its fourth term is below 10⁻¹¹.
  private static func logFactorial(_ n: Int) -> Double {
    guard n >= 16 else { return n < 2 ? 0 : (2...n).reduce(0) { $0 + log(Double($1)) } }
    let n = Double(n)
    let series = 1 / (12 * n) - 1 / (360 * n * n * n) + 1 / (1260 * n * n * n * n * n)
    return (n + 0.5) * log(n) - n + 0.5 * log(2 * Double.pi) + series
  }
}
