import Crypto

/// All outputs that can be spent, by the name of each: the state that blocks transform.
package struct CoinSet: Equatable, Sendable {
  private var coins: [OutPoint: Coin] = [:]

  package init() {}

  package var count: Int { coins.count }

  package subscript(outPoint: OutPoint) -> Coin? { coins[outPoint] }

  package mutating func reserveCapacity(_ count: Int) { coins.reserveCapacity(count) }

  /// The sum of what all coins are worth, in satoshis.
  ///
  /// - Complexity: O(*n*) for *n* coins.
  package var valueSatoshis: Int64 { coins.values.reduce(0) { $0 + $1.valueSatoshis } }

  /// One hash of all coins, equal for equal sets however they came about.
  ///
  /// SHA-256 over the coins in the order of their outpoints, each written as outpoint, value,
  /// height, coinbase mark and script.
  ///
  /// - Complexity: O(*n* log *n*) for *n* coins.
  package var checksum: Hash256 {
    let ordered = coins.sorted { left, right in
      let (a, b) = (left.key, right.key)
      guard a.transaction == b.transaction else {
        return UInt256(a.transaction) < UInt256(b.transaction)
      }
      return a.index < b.index
    }
    var hasher = SHA256()
    var writer = ByteWriter()
    for (outPoint, coin) in ordered {
      writer.removeAll()
      writer.append(outPoint)
      writer.append(coin.valueSatoshis)
      writer.append(Int64(coin.height))
      writer.append(UInt8(coin.isCoinbase ? 1 : 0))
      writer.append(script: coin.lockingScript[...])
      writer.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }
    return hasher.finalize().withUnsafeBytes { Hash256($0) }
  }

  /// Takes a coin out.
  ///
  /// - Returns: `nil` when it was spent before or never existed.
  mutating func spend(_ outPoint: OutPoint) -> Coin? {
    coins.removeValue(forKey: outPoint)
  }

  /// Puts a coin in.
  ///
  /// - Returns: `false`, with nothing changed, when an unspent coin has that name already.
  mutating func create(_ coin: Coin, at outPoint: OutPoint) -> Bool {
    guard let older = coins.updateValue(coin, forKey: outPoint) else { return true }
    coins[outPoint] = older
    return false
  }

  /// Undoes a whole block, or the part of one that was connected before a rule broke.
  mutating func revert(_ undo: BlockUndo) {
    for spent in undo.spent { coins[spent.outPoint] = spent.coin }
    for outPoint in undo.created { coins[outPoint] = nil }
  }
}
