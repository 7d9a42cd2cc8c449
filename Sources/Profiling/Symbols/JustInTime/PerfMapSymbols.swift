import BenchModel
import Glibc

/// What a just-in-time compiler says it made: `/tmp/perf-PID.map`, lines of `START SIZE NAME`.
///
/// Anybody can write into `/tmp`, so as `perf` does, only a file of this user's or root's is read.
/// Code is made where other code was thrown away; the later line counts.
package final class PerfMapSymbols: SymbolSource {
  struct Function: Equatable {
    var start: UInt64
    var size: UInt64
    /// Where its name is in the text.
    var name: Range<Int>
  }

  private let text: [UInt8]
  private let keys: [SymbolKey]
  private let functions: [Function]
  private let path: String
  private let style: NameStyle

  /// How far back a function is searched that encloses what lies before an address.
  private static let enclosingLimit = 8

  package init(_ text: [UInt8], path: String, style: NameStyle) {
    self.path = path
    self.style = style
    self.text = text
    functions = Self.functions(text)
    var keys = functions.enumerated().map {
      SymbolKey(address: $1.start, number: UInt32(truncatingIfNeeded: $0))
    }
    keys.sortByAddress()
    self.keys = keys
  }

  var count: Int { functions.count }

  package func place(of address: UInt64) -> UInt32? {
    // Equal starts are in the order of their lines, so the last is found first.
    let end = keys.count(upTo: address)
    return keys[max(end - Self.enclosingLimit, 0)..<end].last {
      let function = functions[Int($0.number)]
      return address - function.start < function.size
    }?.number
  }

  package func frames(of place: UInt32) -> [ResolvedFrame] {
    let name = FunctionName.text(Array(text[functions[Int(place)].name]), style: style)
    return [ResolvedFrame(name: name, kind: .justInTime, module: path)]
  }

  private static func functions(_ text: [UInt8]) -> [Function] {
    text.withUnsafeBytes { bytes in
      var functions: [Function] = []
      var index = 0
      while index < bytes.count, functions.count < Int(UInt32.max) {
        if let function = function(bytes, at: &index) { functions.append(function) }
        while index < bytes.count, bytes[index] != 0x0a { index += 1 }
        index += 1
      }
      return functions
    }
  }

  /// Reads one line up to its end; `nil` when it is anything else.
  private static func function(
    _ bytes: UnsafeRawBufferPointer, at index: inout Int
  ) -> Function? {
    guard let start = number(bytes, at: &index), let size = number(bytes, at: &index), size > 0
    else { return nil }
    let nameStart = index
    while index < bytes.count, bytes[index] != 0x0a { index += 1 }
    guard index > nameStart else { return nil }
    return Function(start: start, size: size, name: nameStart..<index)
  }

  /// Some compilers write `0x` in front.
  private static func number(_ bytes: UnsafeRawBufferPointer, at index: inout Int) -> UInt64? {
    if index + 1 < bytes.count, bytes[index] == 0x30, bytes[index + 1] | 0x20 == 0x78 {
      index += 2
    }
    guard let value = HexadecimalText.number(bytes, at: &index), index < bytes.count,
      bytes[index] == 0x20
    else { return nil }
    index += 1
    return value
  }
}

/// The file in which a process's just-in-time compiler names what it made.
enum PerfMapFile {
  enum Content {
    case text([UInt8])
    case missing
    /// Of a user who could make up names.
    case foreign(owner: UInt32)
  }

  static func read(_ path: String) -> Content {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .missing }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .missing
    }
    guard status.st_uid == 0 || status.st_uid == geteuid() else {
      return .foreign(owner: status.st_uid)
    }
    return ProcessFile.bytes(descriptor, limit: 256 << 20).map { .text($0) } ?? .missing
  }
}
