import Foundation
import Profiling

/// `rules.so`, whose functions lie at addresses that its source `rules.s` names.
enum UnwindingFixture {
  /// Where `rules.so` is mapped in tests of stacks, from its first byte on.
  static let base: UInt64 = 0x7f00_0000_0000
  /// Where its code begins.
  static let code = base + 0x1000

  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/unwinding").appendingPathComponent(name).path
  }

  static func rules() throws -> ELFFile { try ELFFile(path: path("rules.so")) }

  static func bytes(of section: String) throws -> (bytes: [UInt8], address: UInt64) {
    let file = try rules()
    guard let section = file.section(named: section) else { throw CocoaError(.fileNoSuchFile) }
    return (file.withBytes(of: section) { Array($0) }, section.address)
  }
}
