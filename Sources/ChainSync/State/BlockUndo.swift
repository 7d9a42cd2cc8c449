/// What a block did to the coins, enough to take it back without the block.
///
/// Coins that a block creates and spends itself are in both lists; restoring what was spent
/// before removing what was created makes them vanish, as they should.
struct BlockUndo: Equatable, Sendable {
  struct SpentCoin: Equatable, Sendable {
    let outPoint: OutPoint
    let coin: Coin
  }

  var spent: [SpentCoin] = []
  var created: [OutPoint] = []
}
