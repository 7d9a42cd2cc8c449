import Foundation
import Reports

/// Makes builds that differ from this one in nothing that should matter.
struct NullChanges {
  let kit: LinkKit
  let work: WorkFolder
  let count: Int

  /// So many executables of the build in hand, each in a layout of its own.
  func layouts(in side: Character, firstSeed: UInt64, count: Int) async throws -> [WorkerProgram] {
    try await link(kit, into: work.side(side), firstSeed: firstSeed, count: count)
  }

  /// The same objects, handed to the linker in the opposite order: data moves as well as code.
  func otherLinkOrder() async throws -> [WorkerProgram] {
    try await link(
      kit.reversed(into: "\(work.path)/reversed"), into: work.side("r"), firstSeed: 5_000,
      count: count)
  }

  /// Executables at the end of a path that is 200 characters longer.
  func longerPath() async throws -> [WorkerProgram] {
    let folder = "\(try work.side("p"))/\(String(repeating: "x", count: 200))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try await link(kit, into: folder, firstSeed: 7_000, count: count)
  }

  /// A build of the same commit, with a public function that nothing calls at the head of each
  /// source file of the benchmarks and of what they measure.
  func unusedFunction(
    commit: String, worktree: GitWorktree, sources: [String]
  ) async throws -> [WorkerProgram] {
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
    return try await link(kit, into: work.side("u"), firstSeed: 9_000, count: count)
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

  private func link(
    _ kit: LinkKit, into folder: String, firstSeed: UInt64, count: Int
  ) async throws -> [WorkerProgram] {
    var programs: [WorkerProgram] = []
    for index in 0..<UInt64(count) {
      let seed = firstSeed + index
      let path = "\(folder)/\(LayoutPool.name(of: seed))"
      try await kit.link(seed: seed, to: path)
      programs.append(WorkerProgram(executable: path, layout: seed))
    }
    return programs
  }
}
