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
  package var lines: [String] {
    String(decoding: bytes.suffix(Self.maximumBytes), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
      .filter { !$0.allSatisfy(\.isWhitespace) }
      .suffix(Self.maximumLines)
      .map(String.init)
  }
}
