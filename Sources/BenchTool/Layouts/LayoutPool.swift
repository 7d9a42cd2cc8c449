import BenchModel
import Foundation
import Statistics

/// Hands out one side's executable, each time with its functions in another order in memory.
///
/// Where a function lies moves the speed of unrelated code by several percent. An executable
/// that is linked once has that as a constant error; drawn anew for each process pair, it is
/// noise that the test sees. Both pools of a comparison are handed the same `Placement` and know the
/// same `SharedCode`, so that code which is the same on both sides lies at the same addresses and
/// its noise cancels.
struct LayoutPool: Sendable {
  private enum Source: Sendable {
    case asBuilt(String)
    case linking(LayoutLinker)
    case linked([WorkerProgram])
  }

  private let source: Source

  /// One layout only: the executable as it is.
  init(asBuilt executable: String) {
    source = .asBuilt(executable)
  }

  /// A new layout for each seed.
  init(linking linker: LayoutLinker) {
    source = .linking(linker)
  }

  /// Layouts that were linked before.
  init(linked: [WorkerProgram]) {
    precondition(!linked.isEmpty, "a pool needs at least one executable")
    source = .linked(linked)
  }

  /// The program for the next process.
  func program(at placement: Placement) async throws(LinkKitError) -> WorkerProgram {
    var program: WorkerProgram
    switch source {
    case .asBuilt(let executable):
      program = WorkerProgram(executable: executable)
    case .linking(let linker):
      program = try await linker.link(placement.layout)
    case .linked(let programs):
      program = programs[Int(placement.layout % UInt64(programs.count))]
    }
    program.padding = placement.padding
    return program
  }

  /// The programs of a process pair, linked side by side: a linker keeps little more than one
  /// processor busy.
  static func pair(
    base: LayoutPool, candidate: LayoutPool, at placement: Placement
  ) async throws -> (base: WorkerProgram, candidate: WorkerProgram) {
    async let other = candidate.program(at: placement)
    return (try await base.program(at: placement), try await other)
  }

  /// Removes what was linked for one process pair.
  func discard(_ program: WorkerProgram) {
    if case .linking = source { try? FileManager.default.removeItem(atPath: program.executable) }
  }
}
