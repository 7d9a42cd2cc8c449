/// A text file that cannot be read, with the place in it: `baselines/main/x.tsv:12: …`.
package struct LineError: Error, Equatable {
  package let file: String
  /// From 1; `nil` when the whole file is meant.
  package let line: Int?
  /// What was expected, what is there, and what to do about it where that is not plain.
  package let problem: String

  init(file: String, line: Int?, _ problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }
}

extension LineError: CustomStringConvertible {
  package var description: String {
    [file, line.map(String.init), " " + problem].compactMap(\.self).joined(separator: ":")
  }
}
