/// The hash behind short addresses; swift-crypto does not offer it.
///
/// - Source: H. Dobbertin, A. Bosselaers, B. Preneel, *RIPEMD-160: A Strengthened Version of
///   RIPEMD* (1996), with its names for the tables: r and r′ select words, s and s′ rotate.
package enum RIPEMD160 {
  /// - Complexity: O(*n*); about half a microsecond for each 64 bytes, without heap allocation.
  package static func hash(_ message: UnsafeRawBufferPointer) -> Hash160 {
    var state = State()
    let wholeBytes = message.count & ~63
    for offset in stride(from: 0, to: wholeBytes, by: 64) {
      state.compress(UnsafeRawBufferPointer(rebasing: message[offset..<offset + 64]))
    }

    let tail = UnsafeRawBufferPointer(rebasing: message[wholeBytes...])
    let paddedBytes = tail.count < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: paddedBytes, alignment: 8) { padded in
      padded.initializeMemory(as: UInt8.self, repeating: 0)
      padded.copyMemory(from: tail)
      padded[tail.count] = 0x80
      let messageBits = UInt64(message.count) << 3
      padded.storeBytes(
        of: messageBits.littleEndian, toByteOffset: paddedBytes - 8, as: UInt64.self)
      for offset in stride(from: 0, to: paddedBytes, by: 64) {
        state.compress(UnsafeRawBufferPointer(rebasing: padded[offset..<offset + 64]))
      }
    }
    return Hash160(state.a, state.b, state.c, state.d, state.e)
  }
}

extension RIPEMD160 {
  private struct State {
    var a: UInt32 = 0x6745_2301
    var b: UInt32 = 0xefcd_ab89
    var c: UInt32 = 0x98ba_dcfe
    var d: UInt32 = 0x1032_5476
    var e: UInt32 = 0xc3d2_e1f0

    /// Mixes 64 bytes in, along two lines of five rounds that run opposite ways.
    mutating func compress(_ bytes: UnsafeRawBufferPointer) {
      var left = Line(self)
      var right = Line(self)
      for step in 0..<16 {
        left.step(step, of: bytes, adding: 0, mix: Self.f1)
        right.mirrored(step, of: bytes, adding: 0x50a2_8be6, mix: Self.f5)
      }
      for step in 16..<32 {
        left.step(step, of: bytes, adding: 0x5a82_7999, mix: Self.f2)
        right.mirrored(step, of: bytes, adding: 0x5c4d_d124, mix: Self.f4)
      }
      for step in 32..<48 {
        left.step(step, of: bytes, adding: 0x6ed9_eba1, mix: Self.f3)
        right.mirrored(step, of: bytes, adding: 0x6d70_3ef3, mix: Self.f3)
      }
      for step in 48..<64 {
        left.step(step, of: bytes, adding: 0x8f1b_bcdc, mix: Self.f4)
        right.mirrored(step, of: bytes, adding: 0x7a6d_76e9, mix: Self.f2)
      }
      for step in 64..<80 {
        left.step(step, of: bytes, adding: 0xa953_fd4e, mix: Self.f5)
        right.mirrored(step, of: bytes, adding: 0, mix: Self.f1)
      }
      (a, b, c, d, e) = (
        b &+ left.c &+ right.d, c &+ left.d &+ right.e, d &+ left.e &+ right.a,
        e &+ left.a &+ right.b, a &+ left.b &+ right.c
      )
    }

    static func f1(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 { x ^ y ^ z }
    static func f2(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 { (x & y) | (~x & z) }
    static func f3(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 { (x | ~y) ^ z }
    static func f4(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 { (x & z) | (y & ~z) }
    static func f5(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 { x ^ (y | ~z) }
  }

  private struct Line {
    var a, b, c, d, e: UInt32

    init(_ state: State) {
      (a, b, c, d, e) = (state.a, state.b, state.c, state.d, state.e)
    }

    @inline(__always)
    mutating func step(
      _ step: Int, of bytes: UnsafeRawBufferPointer, adding constant: UInt32,
      mix: (UInt32, UInt32, UInt32) -> UInt32
    ) {
      advance(bytes, word: r[step], rotation: s[step], constant: constant, mix: mix)
    }

    @inline(__always)
    mutating func mirrored(
      _ step: Int, of bytes: UnsafeRawBufferPointer, adding constant: UInt32,
      mix: (UInt32, UInt32, UInt32) -> UInt32
    ) {
      advance(bytes, word: rMirrored[step], rotation: sMirrored[step], constant: constant, mix: mix)
    }

    @inline(__always)
    private mutating func advance(
      _ bytes: UnsafeRawBufferPointer, word: UInt8, rotation: UInt8, constant: UInt32,
      mix: (UInt32, UInt32, UInt32) -> UInt32
    ) {
      let input = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: Int(word) * 4, as: UInt32.self))
      let sum = a &+ mix(b, c, d) &+ input &+ constant
      (a, b, c, d, e) = (e, Self.rotate(sum, by: rotation) &+ e, b, Self.rotate(c, by: 10), d)
    }

    @inline(__always)
    private static func rotate(_ value: UInt32, by bits: UInt8) -> UInt32 {
      value &<< UInt32(bits) | value &>> UInt32(32 - bits)
    }
  }

  private static let r: InlineArray<80, UInt8> = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
    3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
    1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
    4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
  ]

  private static let rMirrored: InlineArray<80, UInt8> = [
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
    6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
    15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
    8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
    12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
  ]

  private static let s: InlineArray<80, UInt8> = [
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
    7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
    11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
    11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
    9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
  ]

  private static let sMirrored: InlineArray<80, UInt8> = [
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
    9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
    9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
    15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
    8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
  ]
}
