import Foundation
import Testing

/// A reviewed text that output must equal to the byte.
///
/// `RECORD_FIXTURES=1 swift test` rewrites it, and the test that did so fails.
struct Fixture {
  let name: String

  init(_ name: String) {
    self.name = name
  }

  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)")
    guard ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == nil else {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name): read it, then test again", sourceLocation: sourceLocation)
      return
    }
    let expected = try Data(contentsOf: file)
    guard expected != Data(text.utf8) else { return }
    let wanted = String(decoding: expected, as: UTF8.self).lines
    let got = text.lines
    let line = zip(wanted, got).enumerated().first { $1.0 != $1.1 }?.offset
    let index = line ?? min(wanted.count, got.count)
    Issue.record(
      """
      \(name) differs in line \(index + 1)
      expected: \(wanted.indices.contains(index) ? wanted[index].debugDescription : "the end")
      got:      \(got.indices.contains(index) ? got[index].debugDescription : "the end")
      """, sourceLocation: sourceLocation)
  }
}

extension String {
  /// Split at line feeds only, so that a carriage return is seen.
  var lines: [String] {
    utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
