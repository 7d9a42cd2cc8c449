/// Why a file of another harness could not be read: what, where, and what to do.
package struct ForeignFileError: Error, Equatable {
  package let file: String
  /// The place in the file, such as `benchmarks[3].real_time`; `nil` for the file as a whole.
  package let place: String?
  /// A sentence.
  package let problem: String

  package init(file: String, place: String? = nil, _ problem: String) {
    self.file = file
    self.place = place
    self.problem = problem
  }
}

extension ForeignFileError: CustomStringConvertible {
  package var description: String {
    "\(file): \(place.map { "'\($0)': " } ?? "")\(problem)"
  }
}
