/// Keeps the end of what a worker printed, however much that was.
package struct OutputTail {
  /// Bytes kept, and lines shown of them.
  static let maximumBytes = 8192
  static let maximumLines = 10

  private var bytes: [UInt8] = []

  package init() {}

  package mutating func add(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more.suffix(Self.maximumBytes))
    if bytes.count > 2 * Self.maximumBytes {
      bytes.removeFirst(bytes.count - Self.maximumBytes)
    }
  }

  /// The last lines that are not blank, the latest last.
  ///
  /// Where Swift reported a fatal error, the lines from that report on: a debug build prints a
  /// stack behind it that would push it out.
  package var lines: [String] {
    let all = String(decoding: bytes.suffix(Self.maximumBytes), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
    let shown =
      all.lastIndex { $0.contains("Fatal error:") }.map { all[$0...].prefix(Self.maximumLines) }
      ?? all.suffix(Self.maximumLines)
    return shown.map(String.init)
  }
}
