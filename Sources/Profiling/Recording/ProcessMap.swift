/// A piece of a program or library that a process has mapped.
struct ProcessMap: Hashable {
  var start: UInt64
  var end: UInt64
  /// Where in the file it begins, in bytes.
  var offset: UInt64
  /// What may be done with it, as `mmap` has it.
  var protection: UInt32
  /// Whether writes are seen by others.
  var isShared: Bool
  var deviceMajor: UInt32
  var deviceMinor: UInt32
  var inode: UInt64
  /// The path of the file as bytes, or a name in brackets such as `[vdso]`; empty for plain memory.
  var name: [UInt8]
}

extension ProcessMap {
  var isReadable: Bool { protection & 1 != 0 }
  var isExecutable: Bool { protection & 4 != 0 }

  /// The mappings in the text of /proc/PID/maps.
  static func all(in text: [UInt8]) -> [ProcessMap] {
    text.split(separator: UInt8(ascii: "\n")).compactMap { ProcessMap(line: $0) }
  }

  /// Reads `start-end rwxp offset major:minor inode   name`; `nil` for what is no such line.
  init?(line: ArraySlice<UInt8>) {
    let space = UInt8(ascii: " ")
    let fields = line.split(separator: space, maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count >= 5, fields[1].count >= 4,
      let range = Self.pair(fields[0], "-"), range.0 < range.1,
      let offset = Self.hexadecimal(fields[2]), let device = Self.pair(fields[3], ":"),
      let major = UInt32(exactly: device.0), let minor = UInt32(exactly: device.1),
      let inode = UInt64(String(decoding: fields[4], as: UTF8.self))
    else { return nil }
    (start, end) = range
    self.offset = offset
    self.inode = inode
    (deviceMajor, deviceMinor) = (major, minor)
    let permissions = Array(fields[1])
    protection = zip(permissions, [("r", 1), ("w", 2), ("x", 4)] as [(Unicode.Scalar, UInt32)])
      .reduce(0) { $0 | ($1.0 == UInt8(ascii: $1.1.0) ? $1.1.1 : 0) }
    isShared = permissions[3] == UInt8(ascii: "s")
    name = fields.count > 5 ? Self.unescaped(fields[5].drop { $0 == space }) : []
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static func pair(
    _ field: ArraySlice<UInt8>, _ separator: Unicode.Scalar
  ) -> (UInt64, UInt64)? {
    let parts = field.split(separator: UInt8(ascii: separator))
    guard parts.count == 2, let first = hexadecimal(parts[0]), let second = hexadecimal(parts[1])
    else { return nil }
    return (first, second)
  }

  /// The kernel writes a newline in a name as `\012`, and nothing else in this way.
  private static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8] {
    let escape = Array("\\012".utf8)
    var result: [UInt8] = []
    var rest = name
    while let byte = rest.first {
      if rest.starts(with: escape) {
        result.append(UInt8(ascii: "\n"))
        rest = rest.dropFirst(escape.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
