import Foundation
import Reports

/// Makes builds that differ from this one in nothing that should matter, each in as many layouts as
/// this one, drawn from the same seeds.
struct NullChanges {
  let kit: LinkKit
  let work: WorkFolder
  let count: Int

  /// The build in hand.
  func layouts() async throws -> [WorkerProgram] {
    try await link(kit, into: work.side("s"))
  }

  /// The same objects, handed to the linker in the opposite order: data moves as well as code.
  func otherLinkOrder() async throws -> [WorkerProgram] {
    try await link(
      kit.reversed(into: "\(work.path)/reversed"), into: work.side("r"))
  }

  /// Executables at the end of a path that is 200 characters longer.
  func longerPath() async throws -> [WorkerProgram] {
    let folder = "\(try work.side("p"))/\(String(repeating: "x", count: 200))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try await link(kit, into: folder)
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
    return try await link(kit, into: work.side("u"))
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

  private func link(_ kit: LinkKit, into folder: String) async throws -> [WorkerProgram] {
    var programs: [WorkerProgram] = []
    for seed in 1...UInt64(count) {
      let path = "\(folder)/\(LayoutPool.name(of: seed))"
      try await kit.link(seed: seed, to: path)
      programs.append(WorkerProgram(executable: path, layout: seed))
    }
    return programs
  }
}
