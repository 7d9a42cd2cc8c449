/// The push of a block's height with which its coinbase script begins since BIP 34.
package enum CoinbaseHeight {
  /// A small number is an operation of its own; larger ones are little-endian bytes, with one
  /// more when the top bit would read as a sign.
  package static func encoded(_ height: Int) -> [UInt8] {
    precondition(height > 0, "the genesis block has no height in its coinbase, got \(height)")
    if height <= 16 { return [Opcode.one + UInt8(height - 1)] }
    var number: [UInt8] = []
    var rest = height
    while rest > 0 {
      number.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    if let top = number.last, top & 0x80 != 0 { number.append(0) }
    return [UInt8(number.count)] + number
  }
}
