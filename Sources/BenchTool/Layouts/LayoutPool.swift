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
actor LayoutPool {
  private enum Source {
    case asBuilt(String)
    case kit(LinkKit, SharedCode, SharedCode.Side, folder: String)
    case linked([WorkerProgram])
  }

  private let source: Source
  private var made: [String] = []

  /// One layout only: the executable as it is.
  init(asBuilt executable: String) {
    source = .asBuilt(executable)
  }

  /// A new layout each time, linked into `folder`.
  init(kit: LinkKit, side: SharedCode.Side, of code: SharedCode, folder: String) {
    source = .kit(kit, code, side, folder: folder)
  }

  /// Pools that put what both kits have in common at the same addresses.
  static func pair(
    base: (kit: LinkKit, folder: String), candidate: (kit: LinkKit, folder: String)
  ) async throws(LinkKitError) -> (base: LayoutPool, candidate: LayoutPool) {
    let code = SharedCode(
      base: try await base.kit.functions(linkingIn: base.folder),
      candidate: try await candidate.kit.functions(linkingIn: candidate.folder))
    return (
      LayoutPool(kit: base.kit, side: .base, of: code, folder: base.folder),
      LayoutPool(kit: candidate.kit, side: .candidate, of: code, folder: candidate.folder)
    )
  }

  /// Layouts that were linked before.
  init(linked: [WorkerProgram]) {
    precondition(!linked.isEmpty, "a pool needs at least one executable")
    source = .linked(linked)
  }

  /// The program for the next process.
  func program(at placement: Placement) async throws(LinkKitError) -> WorkerProgram {
    switch source {
    case .asBuilt(let executable):
      return WorkerProgram(executable: executable, padding: placement.padding)
    case .kit(let kit, let code, let side, let folder):
      let path = "\(folder)/\(Self.name(of: placement.layout))"
      // The control arm takes the same program for both sides.
      if !made.contains(path) {
        try await kit.link(order: code.order(of: side, seed: placement.layout), to: path)
        made.append(path)
      }
      return WorkerProgram(
        executable: path, layout: placement.layout, padding: placement.padding)
    case .linked(let programs):
      var program = programs[Int(placement.layout % UInt64(programs.count))]
      program.padding = placement.padding
      return program
    }
  }

  /// Removes what was linked and is not needed any more.
  func discard(_ program: WorkerProgram) {
    guard let index = made.firstIndex(of: program.executable) else { return }
    made.remove(at: index)
    try? FileManager.default.removeItem(atPath: program.executable)
  }

  /// As long for every seed: the length of a path is part of the surroundings.
  static func name(of seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
