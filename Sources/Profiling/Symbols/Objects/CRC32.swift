/// The checksum by which a program names its separate debug file.
///
/// - Source: *Debugging with GDB*, "Debugging Information in Separate Files"; polynomial 0xEDB88320.
struct CRC32 {
  private static let tables: [[UInt32]] = {
    var tables = [[UInt32]](repeating: [UInt32](repeating: 0, count: 256), count: 8)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
      tables[0][byte] = value
    }
    for byte in 0..<256 {
      for order in 1..<8 {
        let before = tables[order - 1][byte]
        tables[order][byte] = before >> 8 ^ tables[0][Int(before & 0xff)]
      }
    }
    return tables
  }()

  private var state: UInt32 = ~0

  var value: UInt32 { ~state }

  /// Eight bytes a step, each through a table for its distance from the end of the step.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let tables = Self.tables
    var state = state
    var index = 0
    while index + 8 <= bytes.count {
      let low =
        state
        ^ UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      let high = UInt32(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index + 4, as: UInt32.self))
      state =
        tables[7][Int(low & 0xff)] ^ tables[6][Int(low >> 8 & 0xff)]
        ^ tables[5][Int(low >> 16 & 0xff)] ^ tables[4][Int(low >> 24)]
      state ^=
        tables[3][Int(high & 0xff)] ^ tables[2][Int(high >> 8 & 0xff)]
        ^ tables[1][Int(high >> 16 & 0xff)] ^ tables[0][Int(high >> 24)]
      index += 8
    }
    while index < bytes.count {
      state = state >> 8 ^ tables[0][Int((state ^ UInt32(bytes[index])) & 0xff)]
      index += 1
    }
    self.state = state
  }

  init() {}
}

extension CRC32 {
  /// The checksum of a whole file, read a MiB at a time.
  init(of file: ELFFile) {
    self.init()
    var offset: UInt64 = 0
    while offset < file.size {
      let got = file.withBytes(at: offset, count: 1 << 20) { bytes in
        update(bytes)
        return UInt64(bytes.count)
      }
      if got == 0 { return }
      offset += got
    }
  }
}
