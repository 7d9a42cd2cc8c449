/// Links one side's executable with its functions in the order that a seed draws.
struct LayoutLinker: Sendable {
  let kit: LinkKit
  let side: SharedCode.Side
  let code: SharedCode
  /// Where the executables go.
  let folder: String

  /// Linkers that put what both kits have in common at the same addresses. Links each executable
  /// once, to see what is in it.
  static func pair(
    base: (kit: LinkKit, folder: String), candidate: (kit: LinkKit, folder: String)
  ) async throws(LinkKitError) -> (base: LayoutLinker, candidate: LayoutLinker) {
    let code = SharedCode(
      base: try await base.kit.functions(linkingIn: base.folder),
      candidate: try await candidate.kit.functions(linkingIn: candidate.folder))
    return (
      LayoutLinker(kit: base.kit, side: .base, code: code, folder: base.folder),
      LayoutLinker(kit: candidate.kit, side: .candidate, code: code, folder: candidate.folder)
    )
  }

  /// Where the executable of a seed is; as long for every seed: the length of a path is part of the
  /// surroundings.
  func path(of seed: UInt64) -> String {
    let digits = String(seed, radix: 16)
    return "\(folder)/\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  func link(_ seed: UInt64) async throws(LinkKitError) -> WorkerProgram {
    let path = path(of: seed)
    try await kit.link(order: code.order(of: side, seed: seed), to: path)
    return WorkerProgram(executable: path, layout: seed)
  }
}
