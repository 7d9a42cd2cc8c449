/// How a compiler driver starts the linker, once it has settled all arguments.
package struct LinkerInvocation: Hashable, Sendable {
  package let linker: String
  /// In the form of a response file: each in double quotes.
  package let arguments: String

  /// - Parameter plan: What `clang -###` prints: notes, and the program that it would start, with
  ///   the arguments on the same line, each in double quotes and escaped with backslashes.
  /// - Returns: `nil` when no line starts a program.
  package init?(inPlan plan: String) {
    guard let line = plan.split(separator: "\n").last(where: { $0.hasPrefix(" \"") }) else {
      return nil
    }
    var rest = line.dropFirst(2)
    var linker = ""
    while let character = rest.popFirst(), character != "\"" {
      linker.append(character == "\\" ? rest.popFirst() ?? character : character)
    }
    self.linker = linker
    arguments = String(rest)
  }

  /// The arguments that link what a response file lists, with its functions in the order of a file of
  /// names; in the linker's own order without one.
  ///
  /// Segments begin at multiples of 16 MiB, so that code and data do not move when what lies before
  /// them grows. Debug information is left out: it would take most of the time and of the space,
  /// and moves no code. One thread links, as two sides are linked at once and more threads would be but
  /// a sixth faster.
  package static func arguments(
    responseFile: String, output: String, orderFile: String?
  ) -> [String] {
    [
      "@\(responseFile)", "--strip-debug", "-z", "separate-loadable-segments", "-z",
      "max-page-size=16777216", "--threads=1", "-o", output,
    ] + (orderFile.map { ["--symbol-ordering-file=\($0)", "--no-warn-symbol-ordering"] } ?? [])
  }
}
