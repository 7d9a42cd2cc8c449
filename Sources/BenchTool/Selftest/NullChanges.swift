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
    let linker = try await KitLinker(kit, folder: folder)
    let code = SharedCode(of: try await linker.functions())
    let programs = try await layouts(LayoutLinker(linker: linker, side: .base, code: code))
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
    let folders = (base: try work.emptySide("b"), candidate: try work.emptySide("c") + subfolder)
    try FileManager.default.createDirectory(
      atPath: folders.candidate, withIntermediateDirectories: true)
    let linkers = try await LayoutLinker.pair(
      base: (kit, folder: folders.base), candidate: (candidate, folder: folders.candidate))
    async let others = layouts(linkers.candidate)
    return Sides(
      base: try await layouts(linkers.base), candidate: try await others,
      functionsDiffer: !linkers.base.code.isComplete)
  }

  private func layouts(_ linker: LayoutLinker) async throws -> [WorkerProgram] {
    var programs: [WorkerProgram] = []
    for seed in 1...UInt64(count) { programs.append(try await linker.link(seed)) }
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
