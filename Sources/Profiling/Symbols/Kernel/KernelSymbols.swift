import Glibc

/// The kernel's functions and those of its modules, from `/proc/kallsyms` or a copy of it.
///
/// A line is `ffffffff81000000 T _text`, for modules with `\t[name]` behind. The text is kept as it
/// is; keys lead from addresses to names in it.
package struct KernelSymbols: Sendable {
  private let text: [UInt8]
  /// Numbers are where in the text a name begins.
  private let keys: [SymbolKey]
  /// Lines with an address, whatever it is.
  let lines: Int

  private static let pageMask: UInt64 = 0xfff

  package init(_ text: [UInt8]) {
    var keys: [SymbolKey] = []
    var lines = 0
    // Names are found again by 32 bits; no kernel comes near.
    let text = text.count > Int(UInt32.max) ? [] : text
    text.withUnsafeBytes { bytes in
      keys.reserveCapacity(bytes.count / 40)
      var index = 0
      while index < bytes.count {
        if let key = Self.key(bytes, at: &index) {
          lines += 1
          // The kernel hides addresses by writing zeros.
          if key.address != 0, Self.isFunction(bytes[Int(key.number) - 2]) { keys.append(key) }
        }
        guard index < bytes.count,
          let end = memchr(bytes.baseAddress! + index, 0x0a, bytes.count - index)
        else { break }
        index = UnsafeRawPointer(end) - bytes.baseAddress! + 1
      }
    }
    keys.sortByAddress()
    self.text = text
    self.keys = keys
    self.lines = lines
  }

  package var count: Int { keys.count }

  /// Whether the file had lines, but every address in it was zero.
  var isHidden: Bool { lines > 0 && keys.isEmpty }

  package func index(containing address: UInt64) -> Int? {
    let index = keys.count(upTo: address)
    guard index > 0 else { return nil }
    let group = keys.group(at: index - 1)
    return address < end(of: group) ? group.lowerBound : nil
  }

  package func name(at index: Int) -> [UInt8] {
    let best = SymbolPreference.best(
      of: Array(keys.group(at: index)),
      preference: { index in
        let type = text[Int(keys[index].number) - 2]
        let isWeak = type == UInt8(ascii: "W")
        return SymbolPreference(
          hasSize: false, isWeak: isWeak, isGlobal: !isWeak && type & 0x20 == 0)
      }, name: { nameOfKey($0) })
    return nameOfKey(best)
  }

  /// The address of a symbol by its name.
  ///
  /// - Complexity: O(*n*) for *n* symbols.
  func address(of name: String) -> UInt64? {
    keys.indices.first { isNamed($0, name) }.map { keys[$0].address }
  }

  /// Whether one of the symbols at an address has a name.
  func has(_ name: String, at address: UInt64) -> Bool {
    let index = keys.count(upTo: address)
    guard index > 0, keys[index - 1].address == address else { return false }
    return keys.group(at: index - 1).contains { isNamed($0, name) }
  }

  private func isNamed(_ index: Int, _ name: String) -> Bool {
    let rest = text[Int(keys[index].number)...]
    return rest.starts(with: name.utf8) && !(rest.dropFirst(name.utf8.count).first ?? 0 > 0x20)
  }

  /// Symbols have no size here: a function ends where the next begins, the last of the kernel or of
  /// a module at the end of the page after.
  private func end(of group: Range<Int>) -> UInt64 {
    let start = keys[group.lowerBound].address
    let lastEnd = ((start & ~Self.pageMask) &+ 2 * (Self.pageMask + 1))
    guard group.upperBound < keys.count else { return lastEnd > start ? lastEnd : .max }
    let next = keys[group.upperBound].address
    return module(group.lowerBound) == module(group.upperBound) ? next : min(next, lastEnd)
  }

  private func nameOfKey(_ index: Int) -> [UInt8] {
    Array(text[Int(keys[index].number)...].prefix { $0 > 0x20 })
  }

  /// What stands behind the name, `[ext4]` or nothing.
  private func module(_ index: Int) -> ArraySlice<UInt8> {
    text[Int(keys[index].number)...].drop { $0 > 0x20 }.prefix { $0 != 0x0a }
  }

  /// Code, in capitals where other files may call it; weak where another may take its place.
  private static func isFunction(_ type: UInt8) -> Bool {
    type | 0x20 == UInt8(ascii: "t") || type | 0x20 == UInt8(ascii: "w")
  }

  /// Reads `ADDRESS TYPE NAME` and stops behind the name's first byte; `nil` for other lines.
  private static func key(_ bytes: UnsafeRawBufferPointer, at index: inout Int) -> SymbolKey? {
    guard let address = HexadecimalText.number(bytes, at: &index),
      index + 3 < bytes.count, bytes[index] == 0x20, bytes[index + 1] > 0x20,
      bytes[index + 2] == 0x20, bytes[index + 3] > 0x20
    else { return nil }
    let name = UInt32(index + 3)
    index += 3
    return SymbolKey(address: address, number: name)
  }
}
