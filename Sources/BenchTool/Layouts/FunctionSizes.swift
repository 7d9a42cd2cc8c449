import Profiling

/// The functions of a linked executable: bytes by name, by address where several have one name.
package struct FunctionSizes: Equatable, Sendable {
  let bytes: [String: [UInt64]]

  package init(_ bytes: [String: [UInt64]]) {
    self.bytes = bytes
  }

  /// Reads the executable's own table of symbols. What has no size, as labels in assembly, is
  /// left out.
  init(of file: ELFFile) {
    var bytes: [String: [UInt64]] = [:]
    SymbolTable(symbolsOf: file, program: file).forEachFunction { name, _, size in
      bytes[String(decoding: name, as: UTF8.self), default: []].append(size)
    }
    self.bytes = bytes
  }
}
