import BenchModel
import FlameGraph
import Reports

/// Compares where two runs spent their time, by the stacks that were kept of them.
struct ProfileComparison {
  let storing: StoreOptions

  /// - Parameters:
  ///   - before: A baseline, a run, or a file of stacks.
  ///   - benchmark: Of stored runs; `nil` for all that both have.
  func tables(
    from before: String, to after: String, benchmark: String?
  ) throws -> [ChangedFunctions] {
    let left = try profiles(named: before, benchmark: benchmark)
    let right = try profiles(named: after, benchmark: benchmark)
    if left.count == 1, right.count == 1 {
      // Files have names of their own; what is compared was chosen by the user.
      return [try changes(left[0], right[0], named: right[0].name)]
    }
    let common = left.compactMap { old in
      right.first { $0.name == old.name }.map { (old, $0) }
    }
    guard !common.isEmpty else {
      throw ProfileComparisonError.nothingInCommon(
        left.map(\.name), right.map(\.name))
    }
    return try common.map { try changes($0, $1, named: $0.name) }
  }

  private typealias Named = (name: String, profile: StackProfile)

  private func changes(_ old: Named, _ new: Named, named name: String) throws -> ChangedFunctions {
    try FunctionFacts.changes(
      DifferentialTree(before: old.profile.tree, after: new.profile.tree),
      from: old.profile.provenance, to: new.profile.provenance, benchmark: name, picture: nil)
  }

  private func profiles(named name: String, benchmark: String?) throws -> [Named] {
    let source = StackSource(
      file: StackFile(options: StackReading()), storing: storing, benchmark: benchmark)
    return try source.profiles(named: name)
  }
}

enum ProfileComparisonError: Error, CustomStringConvertible {
  case nothingInCommon([String], [String])

  var description: String {
    switch self {
    case .nothingInCommon(let left, let right):
      """
      The two runs have stacks of different benchmarks: \(left.joined(separator: ", ")) and \
      \(right.joined(separator: ", ")).
      """
    }
  }
}
