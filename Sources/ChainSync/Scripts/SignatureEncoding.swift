/// Reads the two numbers of an ECDSA signature from DER, strictly or as loosely as Bitcoin did.
///
/// Until BIP 66 blocks were held to whatever OpenSSL's parser let pass, so old blocks need the
/// loose reading: lengths in long form, padding, numbers whose top bit is set, bytes after the
/// end. From BIP 66 on the form is checked first, and the same reading follows.
///
/// - Source: BIP 66; `ecdsa_signature_parse_der_lax` and `IsValidSignatureEncoding` in Bitcoin
///   Core.
package enum SignatureEncoding {
  /// The 64 bytes r ‖ s, big-endian; zeros, which never verify, where a number is too large.
  package typealias Compact = InlineArray<64, UInt8>

  /// - Returns: `nil` for what even OpenSSL refused.
  package static func parseLoosely(_ signature: ArraySlice<UInt8>) -> Compact? {
    var rest = signature
    guard rest.popFirst() == 0x30, let length = rest.popFirst() else { return nil }
    if length & 0x80 != 0 {
      guard Int(length & 0x7f) <= rest.count else { return nil }
      rest = rest.dropFirst(Int(length & 0x7f))
    }
    guard let r = integer(&rest), let s = integer(&rest) else { return nil }
    var compact = Compact(repeating: 0)
    guard r.count <= 32, s.count <= 32 else { return compact }
    for (offset, byte) in r.enumerated() { compact[32 - r.count + offset] = byte }
    for (offset, byte) in s.enumerated() { compact[64 - s.count + offset] = byte }
    return compact
  }

  /// Whether the signature is the one canonical way to write two positive numbers.
  ///
  /// - Parameter signature: DER without the byte that states the hash type.
  package static func isStrict(_ signature: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(signature)
    guard (8...72).contains(bytes.count), bytes[0] == 0x30, Int(bytes[1]) == bytes.count - 2
    else { return false }
    let rLength = Int(bytes[3])
    guard rLength + 5 < bytes.count else { return false }
    let sLength = Int(bytes[5 + rLength])
    guard rLength + sLength + 6 == bytes.count else { return false }
    return bytes[2] == 0x02 && isMinimalPositive(bytes[4..<4 + rLength])
      && bytes[4 + rLength] == 0x02 && isMinimalPositive(bytes[(6 + rLength)...])
  }

  private static func isMinimalPositive(_ number: ArraySlice<UInt8>) -> Bool {
    guard let first = number.first, first & 0x80 == 0 else { return false }
    return first != 0 || number.count == 1 || number[number.startIndex + 1] & 0x80 != 0
  }

  /// One number without its leading zeros, read as if it could not be negative.
  private static func integer(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.popFirst() == 0x02, let short = rest.popFirst() else { return nil }
    var length = Int(short)
    if short & 0x80 != 0 {
      var lengthBytes = Int(short & 0x7f)
      guard lengthBytes <= rest.count else { return nil }
      while lengthBytes > 0, rest.first == 0 {
        rest.removeFirst()
        lengthBytes -= 1
      }
      guard lengthBytes < 4 else { return nil }
      length = rest.prefix(lengthBytes).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(lengthBytes)
    }
    guard length <= rest.count else { return nil }
    defer { rest = rest.dropFirst(length) }
    return rest.prefix(length).drop { $0 == 0 }
  }
}
