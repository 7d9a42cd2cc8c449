/// How hard a block was to find, and how hard the next one must be.
package enum ProofOfWork {
  /// The hashes that a block with this target took on average: 2²⁵⁶ / (target + 1).
  ///
  /// - Complexity: O(*z*) for *z* leading zero bits of the target.
  package static func work(target: UInt256) -> UInt256 {
    guard target != .max else { return UInt256(1) }
    let one = UInt256(1)
    return ~target / (target + one) + one
  }

  /// The difficulty rule: constant within a period, then scaled by the time the period took.
  ///
  /// The time runs from the first block of the period to its last, one spacing short of the whole
  /// period; Bitcoin has counted so since the beginning. The factor is at most 4 either way.
  /// Targets near 2²⁵⁶ are scaled exactly, where Bitcoin Core would drop the bits that do not fit;
  /// no network of its own that changes its difficulty comes near.
  ///
  /// - Parameters:
  ///   - height: The height of the block to be judged, at least 1.
  ///   - parent: The header before it.
  ///   - periodStart: The time of the first block of the period that `parent` ends; asked for
  ///     only when the difficulty changes.
  package static func requiredBits(
    height: Int, parent: BlockHeader, parameters: ChainParameters, periodStart: () -> UInt32
  ) -> CompactTarget {
    guard parameters.retargets, height.isMultiple(of: parameters.retargetIntervalBlocks) else {
      return parent.bits
    }
    let nominal = Int64(parameters.retargetIntervalBlocks) * Int64(parameters.spacingSeconds)
    let measured = Int64(parent.time) - Int64(periodStart())
    let counted = min(max(measured, nominal / 4), nominal * 4)
    let scaled = parent.bits.value.magnitude.scaled(by: UInt64(counted), over: UInt64(nominal))
    return CompactTarget(min(scaled ?? parameters.targetLimit, parameters.targetLimit))
  }
}
