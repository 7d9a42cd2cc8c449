import Foundation
import Reports

/// Makes builds that differ from this one in nothing that should matter, each in as many layouts as
/// this one; what both have in common lies at the same addresses, as in a comparison.
struct NullChanges {
  let kit: LinkKit
  let work: WorkFolder
  let count: Int

  /// The executables of both sides; those with one seed are a pair.
  struct Sides {
    let base: [WorkerProgram]
    let candidate: [WorkerProgram]
    /// Whether either has functions that the other has not.
    var functionsDiffer = false
  }

  /// The build in hand, on both sides.
  func same() async throws -> Sides {
    let folder = try work.side("s")
    let code = SharedCode(of: try await kit.functions(linkingIn: folder))
    let programs = try await link(kit, .base, of: code, into: folder)
    return Sides(base: programs, candidate: programs)
  }

  /// The same objects, handed to the linker in the opposite order: data moves as well as code.
  func otherLinkOrder() async throws -> Sides {
    try await sides(against: kit.reversed(into: "\(work.path)/reversed"))
  }

  /// Executables at the end of a path that is 200 characters longer.
  func longerPath() async throws -> Sides {
    try await sides(against: kit, subfolder: "/\(String(repeating: "x", count: 200))")
  }

  /// A build of the same commit, with a public function that nothing calls at the head of each
  /// source file of the benchmarks and of what they measure.
  func unusedFunction(
    commit: String, worktree: GitWorktree, sources: [String]
  ) async throws -> Sides {
    let package = try await worktree.checkOut(commit)
    for folder in sources {
      let root = "\(package)/\(folder)"
      for case let name as String in FileManager.default.enumerator(atPath: root)
        ?? FileManager.DirectoryEnumerator() where name.hasSuffix(".swift")
      {
        try Self.insertFunction(into: "\(root)/\(name)")
      }
    }
    let built = try await worktree.buildCheckedOut(commit)
    let kit = try LinkKit.collect(of: built, into: "\(work.path)/unused")
    let sides = try await sides(against: kit)
    guard sides.functionsDiffer else { throw NullChangeError.nothingAdded }
    return sides
  }

  /// After the imports, so that it comes before what is measured.
  private static func insertFunction(into path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let lastImport = lines.lastIndex { line in
      ["import ", "public import ", "package import ", "@preconcurrency import "]
        .contains(where: line.hasPrefix)
    }
    let name = "unused\(abs(path.hashValue))"
    lines.insert(
      """

      @inline(never)
      public func \(name)(_ values: [Int]) -> Int {
        var sum = \(path.count)
        for (index, value) in values.enumerated() where value != index {
          sum = sum &* 31 &+ (value ^ index)
          if sum % 7 == 3 { sum ^= values.count }
        }
        return sum
      }

      """, at: (lastImport ?? -1) + 1)
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
  }

  /// What was linked here for the trial before is removed: a layout takes some 30 MB.
  private func sides(against candidate: LinkKit, subfolder: String = "") async throws -> Sides {
    let folders = (base: try work.side("b"), candidate: try work.side("c"))
    let files = FileManager.default
    for folder in [folders.base, folders.candidate] { try files.removeItem(atPath: folder) }
    try files.createDirectory(atPath: folders.base, withIntermediateDirectories: true)
    let other = folders.candidate + subfolder
    try files.createDirectory(atPath: other, withIntermediateDirectories: true)
    let code = SharedCode(
      base: try await kit.functions(linkingIn: folders.base),
      candidate: try await candidate.functions(linkingIn: other))
    return Sides(
      base: try await link(kit, .base, of: code, into: folders.base),
      candidate: try await link(candidate, .candidate, of: code, into: other),
      functionsDiffer: !code.isComplete)
  }

  private func link(
    _ kit: LinkKit, _ side: SharedCode.Side, of code: SharedCode, into folder: String
  ) async throws -> [WorkerProgram] {
    var programs: [WorkerProgram] = []
    for seed in 1...UInt64(count) {
      let path = "\(folder)/\(LayoutPool.name(of: seed))"
      try await kit.link(order: code.order(of: side, seed: seed), to: path)
      programs.append(WorkerProgram(executable: path, layout: seed))
    }
    return programs
  }
}

enum NullChangeError: Error, CustomStringConvertible {
  case nothingAdded

  var description: String {
    """
    The unused functions are not in what was linked, so the trial with them would try nothing. The \
    compiler or the linker has removed them.
    """
  }
}
