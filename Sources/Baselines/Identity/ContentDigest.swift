import BenchModel
import Crypto

/// A SHA-256 over fields of known length, so that no two contents read as the same bytes.
struct ContentDigest {
  private var hash = SHA256()

  /// - Parameter kind: Sets the digests of different things apart; a new layout takes a new one.
  init(kind: String) {
    add(kind)
  }

  mutating func add(_ number: Int) {
    var bytes = UInt64(bitPattern: Int64(number)).littleEndian
    withUnsafeBytes(of: &bytes) { hash.update(bufferPointer: $0) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      add(bytes.count)
      hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }
  }

  mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }

  /// The numbers themselves, whatever the blob that keeps them looks like.
  mutating func add(_ observations: [Observation]) {
    add(observations.count)
    var numbers: [UInt64] = []
    numbers.reserveCapacity(observations.count * ObservationBlob.columns.count)
    for observation in observations {
      for column in ObservationBlob.columns {
        numbers.append(UInt64(bitPattern: Int64(column(observation))).littleEndian)
      }
    }
    numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// 64 digits.
  var hexadecimal: String {
    hash.finalize().map(Self.digits).joined()
  }

  /// 122 bits of the digest as a version 8 UUID (RFC 9562, for values of one's own making).
  var uuid: String {
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map(Self.digits)
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
      .joined(separator: "-")
  }

  static func digits(of byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }
}
