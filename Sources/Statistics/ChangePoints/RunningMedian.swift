/// The median of each point and its neighbours: follows steps, ignores spikes.
enum RunningMedian {
  /// - Parameter width: Odd. Windows are cut off at the ends of the series.
  /// - Complexity: O(*n* × width), in place of a logarithm that would not pay for nine.
  static func of(_ series: [Double], width: Int) -> [Double] {
    precondition(width % 2 == 1, "a window has a middle, got \(width) points")
    let reach = width / 2
    var window: [Double] = []
    window.reserveCapacity(width + 1)
    for value in series.prefix(reach) { insert(value, into: &window) }
    return series.indices.map { index in
      if index + reach < series.count { insert(series[index + reach], into: &window) }
      if index > reach { remove(series[index - reach - 1], from: &window) }
      return midpoint(window[(window.count - 1) / 2], window[window.count / 2])
    }
  }

  private static func insert(_ value: Double, into window: inout [Double]) {
    var place = window.count
    window.append(value)
    while place > 0, window[place - 1] > value {
      window[place] = window[place - 1]
      place -= 1
    }
    window[place] = value
  }

  private static func remove(_ value: Double, from window: inout [Double]) {
    guard let place = window.firstIndex(of: value) else {
      preconditionFailure("\(value) left a window that it never entered")
    }
    window.remove(at: place)
  }
}
