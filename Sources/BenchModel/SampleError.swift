/// Why a set of numbers is not a sample.
package enum SampleError: Error, Equatable {
  case empty
  case notFinite(Double)
}

extension SampleError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "A sample needs at least one value."
    case .notFinite(let value): "A sample holds finite numbers only, got \(value)."
    }
  }
}
