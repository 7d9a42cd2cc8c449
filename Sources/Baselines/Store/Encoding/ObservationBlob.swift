import BenchModel

/// Observations as a compact blob: seven to ten bytes a sample instead of 56, without loss.
///
/// Column by column, since a column's numbers resemble each other: most count no page fault at
/// all, and times differ in their last digits only. A blob is
///
///     format: 1 byte, which is 1
///     count: varint
///     seven columns, in the order of `Observation.columns`, each
///       coding: 1 byte
///       0  all values are the same: that value once
///       1  each value
///       2  each value's difference to the one before it, the first to 0
///
/// Values are zigzag varints (LEB128): 7 bits a byte, the lowest first. Of 1 and 2, the shorter
/// one is taken. Arithmetic wraps, so that every `Int` comes back.
enum ObservationBlob {
  static let format: UInt8 = 1

  static let columns: [@Sendable (Observation) -> Int] = [
    { $0.iterations }, { $0.wallNanoseconds }, { $0.cpuNanoseconds }, { $0.minorFaults },
    { $0.majorFaults }, { $0.voluntarySwitches }, { $0.involuntarySwitches },
  ]

  private enum Coding: UInt8 {
    case constant, plain, differences
  }

  /// - Complexity: O(*n*).
  static func encode(_ observations: [Observation]) -> [UInt8] {
    var bytes: [UInt8] = [format]
    append(UInt64(observations.count), to: &bytes)
    guard !observations.isEmpty else { return bytes }
    for column in columns {
      let values = observations.map(column)
      if values.allSatisfy({ $0 == values[0] }) {
        bytes.append(Coding.constant.rawValue)
        append(zigzag(values[0]), to: &bytes)
        continue
      }
      let plain = varints(values)
      let differences = varints(zip(values, [0] + values).map { $0 &- $1 })
      let isPlainShorter = plain.count <= differences.count
      bytes.append((isPlainShorter ? Coding.plain : .differences).rawValue)
      bytes += isPlainShorter ? plain : differences
    }
    return bytes
  }

  /// - Parameter count: The number of observations that is known from elsewhere.
  /// - Throws: `DamagedBlob` when the bytes are not the encoding of so many observations.
  static func decode(_ bytes: [UInt8], count: Int) throws(DamagedBlob) -> [Observation] {
    var reader = Reader(bytes: bytes)
    let format = try reader.byte()
    guard format == Self.format else { throw DamagedBlob("format \(format) is not known") }
    let said = try reader.varint()
    guard said == UInt64(clamping: count), count >= 0 else {
      throw DamagedBlob("it says \(said) samples instead of \(count)")
    }
    var rows: [[Int]] = []
    if count > 0 {
      for _ in columns { rows.append(try reader.column(count: count)) }
    }
    guard reader.isAtEnd else { throw DamagedBlob("bytes follow its end") }
    var observations: [Observation] = []
    observations.reserveCapacity(count)
    for index in 0..<count {
      observations.append(
        Observation(
          iterations: rows[0][index], wallNanoseconds: rows[1][index],
          cpuNanoseconds: rows[2][index], minorFaults: rows[3][index],
          majorFaults: rows[4][index], voluntarySwitches: rows[5][index],
          involuntarySwitches: rows[6][index]))
    }
    return observations
  }

  private static func varints(_ values: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 4)
    for value in values { append(zigzag(value), to: &bytes) }
    return bytes
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// 0, −1, 1, −2, … become 0, 1, 2, 3, …: small numbers of either sign stay short.
  private static func zigzag(_ value: Int) -> UInt64 {
    UInt64(bitPattern: Int64((value << 1) ^ (value >> (Int.bitWidth - 1))))
  }

  private struct Reader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(DamagedBlob) -> UInt8 {
      guard position < bytes.count else { throw DamagedBlob("it ends too early") }
      defer { position += 1 }
      return bytes[position]
    }

    mutating func varint() throws(DamagedBlob) -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: 0, to: 64, by: 7) {
        let byte = try byte()
        let part = UInt64(byte & 0x7F)
        guard (part << shift) >> shift == part else { break }
        value |= part << shift
        if byte < 0x80 { return value }
      }
      throw DamagedBlob("a number has more than 64 bits")
    }

    mutating func value() throws(DamagedBlob) -> Int {
      let code = try varint()
      return Int(Int64(bitPattern: (code >> 1) ^ (0 &- (code & 1))))
    }

    mutating func column(count: Int) throws(DamagedBlob) -> [Int] {
      guard let coding = Coding(rawValue: try byte()) else {
        throw DamagedBlob("a column is coded in an unknown way")
      }
      if coding == .constant { return Array(repeating: try value(), count: count) }
      // Each value takes a byte or more: a false count cannot ask for more memory than there are
      // bytes.
      guard count <= bytes.count - position else { throw DamagedBlob("it ends too early") }
      var values: [Int] = []
      values.reserveCapacity(count)
      var last = 0
      for _ in 0..<count {
        let value = try value()
        last = coding == .differences ? last &+ value : value
        values.append(last)
      }
      return values
    }
  }
}

/// How bytes fail to be a blob of observations.
struct DamagedBlob: Error, CustomStringConvertible {
  let description: String

  init(_ problem: String) {
    description = "a blob of samples is damaged: \(problem)"
  }
}
