import Foundation
import Testing

/// A reviewed file that output must equal to the byte.
///
/// `RECORD_FIXTURES=1 swift test` rewrites it, and the test that did so fails.
struct Fixture {
  let name: String

  init(_ name: String) {
    self.name = name
  }

  private var file: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
  }

  func read() throws -> [UInt8] { try [UInt8](Data(contentsOf: file)) }

  func expect(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == nil else {
      try Data(bytes).write(to: file)
      Issue.record("recorded \(name): look at it, then test again", sourceLocation: sourceLocation)
      return
    }
    let expected = try read()
    guard expected != bytes else { return }
    let wanted = expected.split(separator: 10, omittingEmptySubsequences: false)
    let got = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let line = zip(wanted, got).enumerated().first { $1.0 != $1.1 }?.offset
    let index = line ?? min(wanted.count, got.count)
    func show(_ lines: [ArraySlice<UInt8>]) -> String {
      lines.indices.contains(index)
        ? String(decoding: lines[index], as: UTF8.self).debugDescription : "the end"
    }
    Issue.record(
      """
      \(name) differs in line \(index + 1)
      expected: \(show(wanted))
      got:      \(show(got))
      """, sourceLocation: sourceLocation)
  }
}
