/// A header and the transactions it commits to, decoded but not yet believed.
///
/// Transactions are slices of `encoded`, so one block costs a handful of allocations; whoever
/// keeps any script of it keeps all of it.
package struct Block: Sendable {
  package let header: BlockHeader
  /// The hash of the header, computed once, at birth.
  package let hash: Hash256
  package let transactions: [Transaction]
  package let encoded: ArraySlice<UInt8>

  /// Puts a header before transactions, whether or not the two agree.
  package init(header: BlockHeader, transactions: [Transaction]) {
    self.header = header
    self.transactions = transactions
    var writer = ByteWriter(
      reservingBytes: transactions.reduce(BlockHeader.encodedBytes + 9) { $0 + $1.encoded.count })
    writer.append(contentsOf: header.encoded)
    writer.append(compactSize: transactions.count)
    for transaction in transactions { writer.append(contentsOf: transaction.encoded) }
    encoded = writer.bytes[...]
    hash = header.hash
  }

  /// Decodes one block that fills the bytes exactly.
  ///
  /// Every length must be in its shortest form and nothing may follow, so a block has one
  /// encoding and any changed bit changes a decoded field or is an error.
  package init(decoding bytes: ArraySlice<UInt8>) throws(FormatError) {
    var reader = ByteReader(bytes)
    let start = reader.position
    header = try BlockHeader(&reader)
    hash = DoubleSHA256.hash(reader.slice(from: start))
    let count = try reader.count(ofAtLeast: Transaction.encodedBytesMin)
    var transactions: [Transaction] = []
    transactions.reserveCapacity(count)
    for _ in 0..<count { transactions.append(try Transaction(&reader)) }
    self.transactions = transactions
    try reader.requireEnd()
    encoded = bytes
  }

  /// The root that an honest header carries.
  ///
  /// - Complexity: O(*n*) double hashes for *n* transactions, anew on each call.
  package var merkleRoot: MerkleTree.Root { MerkleTree.root(of: transactions.map(\.id)) }
}

extension Block: Equatable {
  /// The encoding determines every other property.
  package static func == (left: Block, right: Block) -> Bool {
    left.encoded == right.encoded
  }
}
