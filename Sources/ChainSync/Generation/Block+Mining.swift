extension Block {
  /// Tries nonces until the header meets its own target.
  ///
  /// - Parameter merkleRoot: A root to state instead of the true one.
  /// - Returns: `nil` when none of the 2³² nonces will do; an easy target takes two.
  package static func mined(
    version: Int32, previous: Hash256, time: UInt32, bits: CompactTarget,
    transactions: [Transaction], merkleRoot: Hash256? = nil
  ) -> Block? {
    let target = bits.value.magnitude
    var header = BlockHeader(
      version: version, previous: previous,
      merkleRoot: merkleRoot ?? MerkleTree.root(of: transactions.map(\.id)).hash, time: time,
      bits: bits, nonce: 0)
    for nonce in UInt32.min...UInt32.max {
      header.nonce = nonce
      if UInt256(header.hash) <= target {
        return Block(header: header, transactions: transactions)
      }
    }
    return nil
  }
}
