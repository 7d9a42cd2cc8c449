/// An output that nobody has spent, with what its spender will be held to.
///
/// It owns a copy of its script, so that the set of coins does not keep whole blocks alive.
package struct Coin: Equatable, Sendable {
  package let valueSatoshis: Int64
  package let height: Int
  package let isCoinbase: Bool
  package let lockingScript: [UInt8]

  package init(valueSatoshis: Int64, height: Int, isCoinbase: Bool, lockingScript: [UInt8]) {
    self.valueSatoshis = valueSatoshis
    self.height = height
    self.isCoinbase = isCoinbase
    self.lockingScript = lockingScript
  }
}
