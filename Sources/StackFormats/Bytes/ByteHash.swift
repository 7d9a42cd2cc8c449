/// Hashes text for tables of this module, which all compare the text itself too.
///
/// The seed is drawn anew in each process, so no input can be made to collide on purpose; no result
/// depends on it.
struct ByteHash: Sendable {
  private let seed: UInt64

  init() {
    seed = .random(in: .min ... .max)
  }

  /// Two lanes of eight bytes, each mixed by a multiplication with 64 bits to either side.
  @inline(__always) func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var left = seed ^ UInt64(text.count)
    var right = seed.byteSwapped
    var index = 0
    while index + 16 <= text.count {
      left = Self.mix(left ^ text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      right = Self.mix(right ^ text.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      index += 16
    }
    if index + 8 <= text.count {
      left = Self.mix(left ^ text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < text.count {
      rest = rest << 8 | UInt64(text[index])
      index += 1
    }
    return Self.mix(left ^ Self.mix(right ^ rest))
  }

  @inline(__always) static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }
}
