/// Pointers as exception tables write them: a byte says their width and what they are relative to.
///
/// - Source: *Linux Standard Base Core 5.0*, section 10.5.1, "DWARF Exception Header Encoding".
enum PointerEncoding {
  static let absolute: UInt8 = 0x00
  static let omitted: UInt8 = 0xff
  /// Relative to the table's own address, as signed 4 bytes: how linkers write search tables.
  static let searchTable: UInt8 = 0x3b
  /// The bits that say how wide a number is.
  static let format: UInt8 = 0x0f
}

extension CallFrameCursor {
  /// The next pointer, or `nil` where it is omitted, null, or relative to what no file says.
  ///
  /// - Parameters:
  ///   - address: Where the bytes lie in memory.
  ///   - dataBase: What data-relative pointers are relative to, if it is known.
  mutating func pointer(
    _ encoding: UInt8, bytesAt address: UInt64, dataBase: UInt64? = nil
  ) -> UInt64? {
    guard encoding != PointerEncoding.omitted else { return nil }
    if encoding & 0x70 == 0x50 {
      let misaligned = (address &+ UInt64(position)) & 7
      skip(misaligned == 0 ? 0 : Int(8 - misaligned))
    }
    let place = address &+ UInt64(position)
    guard let value = number(encoding & PointerEncoding.format), !isOverrun else { return nil }
    // What is found behind an indirect pointer is known only once the program runs.
    guard encoding & 0x80 == 0 else { return nil }
    switch encoding & 0x70 {
    case 0x00, 0x50: return value
    case 0x10: return value == 0 ? nil : value &+ place
    case 0x30: return dataBase.map { value &+ $0 }
    default: return nil
    }
  }

  /// A number of the width that an encoding names, or `nil` for a width that is none.
  mutating func number(_ format: UInt8) -> UInt64? {
    switch format {
    case 0x00, 0x04, 0x08, 0x0c: integer(UInt64.self)
    case 0x01: unsigned()
    case 0x02: UInt64(integer(UInt16.self))
    case 0x03: UInt64(integer(UInt32.self))
    case 0x09: UInt64(bitPattern: signed())
    case 0x0a: UInt64(bitPattern: Int64(integer(Int16.self)))
    case 0x0b: UInt64(bitPattern: Int64(integer(Int32.self)))
    default: nil
    }
  }
}
