import BenchModel

extension Pprof {
  /// Reads a profile, compressed or not, with lists packed or not.
  ///
  /// The weights are those of the default type, or else of the last, as pprof itself shows them.
  package static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackProfile {
    guard Gzip.isGzip(bytes) else { return try readMessage(bytes) }
    let message = try Gzip.decompress(bytes, format: .pprof)
    return try message.withUnsafeBytes { message in
      Result { () throws(StackFormatError) in try readMessage(message) }
    }.get()
  }

  private static func readMessage(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackProfile {
    var tables = PprofTables()
    try tables.read(bytes)
    var stacks = try PprofStacks(tables, messageBytes: bytes.count)
    var fields = ProtobufInput(bytes)
    while let (number, value) = try fields.next() {
      if number == 2, let sample = value.bytes { try stacks.add(sample) }
    }
    return try stacks.finish()
  }

  /// Whether all of the bytes are fields that a profile has, and there is a table of strings.
  static func isProfile(_ bytes: UnsafeRawBufferPointer, isWhole: Bool) -> Bool {
    var fields = ProtobufInput(bytes)
    var count = 0
    var hasTypes = false
    do throws(StackFormatError) {
      while let (number, value) = try fields.next() {
        guard (1...15).contains(number) else { return false }
        // Fields 1 to 6 and 11 are messages and strings, which come as bytes.
        if (1...6).contains(number) || number == 11 {
          guard value.bytes != nil else { return false }
        }
        if number == 1 { hasTypes = true }
        count += 1
      }
    } catch {
      return !isWhole && hasTypes && count > 1
    }
    return hasTypes && count > 1
  }
}

/// Everything of a profile but its samples.
struct PprofTables {
  struct Location {
    var mapping: UInt64 = 0
    var address: UInt64 = 0
    /// Functions, the innermost first: all but the last are inlined.
    var functions: [UInt64] = []
  }

  private(set) var types: [(name: UInt64, unit: UInt64)] = []
  private(set) var strings: [UnsafeRawBufferPointer] = []
  private(set) var locations: [UInt64: Location] = [:]
  /// A function's name and system name, by its number.
  private(set) var functions: [UInt64: (name: UInt64, systemName: UInt64)] = [:]
  /// A mapping's file name, by its number.
  private(set) var mappings: [UInt64: UInt64] = [:]
  private(set) var defaultType: UInt64 = 0
  private(set) var comments: [UInt64] = []

  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(StackFormatError) {
    var fields = ProtobufInput(bytes)
    while let (number, value) = try fields.next() {
      switch (number, value) {
      case (1, .bytes(let bytes)):
        let type = try numbers(of: bytes, upTo: 2)
        types.append((type[1], type[2]))
      case (3, .bytes(let bytes)):
        let mapping = try numbers(of: bytes, upTo: 5)
        mappings[mapping[1]] = mapping[5]
      case (4, .bytes(let bytes)): try readLocation(bytes)
      case (5, .bytes(let bytes)):
        let function = try numbers(of: bytes, upTo: 3)
        functions[function[1]] = (function[2], function[3])
      case (6, .bytes(let bytes)): strings.append(bytes)
      case (13, _):
        var found: [UInt64] = []
        try ProtobufInput.forEachNumber(in: value) { found.append($0) }
        comments += found
      case (14, .number(let number)): defaultType = number
      default: break
      }
    }
  }

  /// The values of a message's number fields, by field; 0 where there is none.
  private func numbers(
    of bytes: UnsafeRawBufferPointer, upTo last: UInt64
  ) throws(StackFormatError) -> [UInt64] {
    var values = [UInt64](repeating: 0, count: Int(last) + 1)
    var fields = ProtobufInput(bytes)
    while let (number, value) = try fields.next() {
      if number <= last, let value = value.number { values[Int(number)] = value }
    }
    return values
  }

  private mutating func readLocation(_ bytes: UnsafeRawBufferPointer) throws(StackFormatError) {
    var id: UInt64 = 0
    var location = Location()
    var fields = ProtobufInput(bytes)
    while let (number, value) = try fields.next() {
      switch (number, value) {
      case (1, .number(let value)): id = value
      case (2, .number(let value)): location.mapping = value
      case (3, .number(let value)): location.address = value
      case (4, .bytes(let line)):
        location.functions.append(try numbers(of: line, upTo: 1)[1])
      default: break
      }
    }
    locations[id] = location
  }

  func string(_ index: UInt64) throws(StackFormatError) -> UnsafeRawBufferPointer {
    guard index < UInt64(strings.count) else {
      // No strings at all is the default of the format's first one.
      if index == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
      throw .damaged(.pprof, problem: "it names the string \(index) of \(strings.count).")
    }
    return strings[Int(index)]
  }
}
