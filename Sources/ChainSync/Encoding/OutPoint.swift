/// Names one output of one transaction.
package struct OutPoint: Hashable, Sendable {
  package let transaction: Hash256
  package let index: UInt32

  /// What a coinbase spends: nothing that exists.
  package static let null = OutPoint(transaction: .zero, index: .max)

  package init(transaction: Hash256, index: UInt32) {
    self.transaction = transaction
    self.index = index
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(transaction.word0)
    hasher.combine(transaction.word1 ^ UInt64(index))
  }
}

extension OutPoint: CustomStringConvertible {
  package var description: String { "\(transaction):\(index)" }
}
