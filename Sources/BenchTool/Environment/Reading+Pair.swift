import BenchModel

extension Reading {
  /// What two readings say together; the reason of the first that is unavailable where one is.
  func paired<Other, Result>(
    with other: Reading<Other>, _ transform: (Value, Other) -> Reading<Result>
  ) -> Reading<Result> {
    switch (self, other) {
    case (.value(let first), .value(let second)): transform(first, second)
    case (.unavailable(let reason), _), (_, .unavailable(let reason)):
      .unavailable(reason: reason)
    }
  }

  /// What a reading leads to, where that may be unavailable as well.
  func flatMap<Result>(_ transform: (Value) -> Reading<Result>) -> Reading<Result> {
    switch self {
    case .value(let value): transform(value)
    case .unavailable(let reason): .unavailable(reason: reason)
    }
  }
}
