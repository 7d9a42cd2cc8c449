import BenchModel
import Foundation
import Statistics

/// Hands out one side's executable, each time with its functions in another order in memory.
///
/// Where a function lies moves the speed of unrelated code by several percent. An executable
/// that is linked once has that as a constant error; drawn anew for each process pair, it is
/// noise that the test sees.
actor LayoutPool {
  private enum Source {
    case asBuilt(String)
    case kit(LinkKit, folder: String)
    case linked([WorkerProgram])
  }

  private let source: Source
  private var generator: SeededGenerator
  private var made: [String] = []
  /// Those of a finished set that are not handed out yet.
  private var deck: [WorkerProgram] = []

  /// One layout only: the executable as it is.
  init(asBuilt executable: String, seed: UInt64) {
    source = .asBuilt(executable)
    generator = SeededGenerator(seed: seed)
  }

  /// A new layout each time, linked into `folder`.
  init(kit: LinkKit, folder: String, seed: UInt64) {
    source = .kit(kit, folder: folder)
    generator = SeededGenerator(seed: seed)
  }

  /// Layouts that were linked before, dealt in random order, none twice before all were dealt.
  init(linked: [WorkerProgram], seed: UInt64) {
    precondition(!linked.isEmpty, "a pool needs at least one executable")
    source = .linked(linked)
    generator = SeededGenerator(seed: seed)
  }

  /// The program for the next process.
  func next() async throws(LinkKitError) -> WorkerProgram {
    let padding = generator.index(below: 4096)
    switch source {
    case .asBuilt(let executable):
      return WorkerProgram(executable: executable, padding: padding)
    case .kit(let kit, let folder):
      // 32 bits are what the linker takes for a seed.
      let seed = generator.next() >> 32
      let path = "\(folder)/\(Self.name(of: seed))"
      try await kit.link(seed: seed, to: path)
      made.append(path)
      return WorkerProgram(executable: path, layout: seed, padding: padding)
    case .linked(let programs):
      if deck.isEmpty { deck = programs.shuffled(using: &generator) }
      var program = deck.removeLast()
      program.padding = padding
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
