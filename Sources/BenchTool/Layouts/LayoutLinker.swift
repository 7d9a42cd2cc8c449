/// Links one side's executable with its functions in the order that a seed draws.
struct LayoutLinker: Sendable {
  let linker: KitLinker
  let side: SharedCode.Side
  let code: SharedCode

  /// Linkers that put what both kits have in common at the same addresses. Links each executable
  /// once, to see what is in it.
  static func pair(
    base: (kit: LinkKit, folder: String), candidate: (kit: LinkKit, folder: String)
  ) async throws(LinkKitError) -> (base: LayoutLinker, candidate: LayoutLinker) {
    let linkers = (
      base: try await KitLinker(base.kit, folder: base.folder),
      candidate: try await KitLinker(candidate.kit, folder: candidate.folder)
    )
    let code = SharedCode(
      base: try await linkers.base.functions(), candidate: try await linkers.candidate.functions())
    return (
      LayoutLinker(linker: linkers.base, side: .base, code: code),
      LayoutLinker(linker: linkers.candidate, side: .candidate, code: code)
    )
  }

  /// Where the executable of a seed is; as long for every seed: the length of a path is part of the
  /// surroundings.
  func path(of seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return "\(linker.folder)/\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  func link(_ seed: UInt64) async throws(LinkKitError) -> WorkerProgram {
    let path = path(of: seed)
    try await linker.link(order: code.order(of: side, seed: seed), to: path)
    return WorkerProgram(executable: path, layout: seed)
  }
}
