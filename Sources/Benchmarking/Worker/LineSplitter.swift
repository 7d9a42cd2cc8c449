/// Cuts a stream of bytes into lines.
package struct LineSplitter {
  private var rest: [UInt8] = []

  package init() {}

  /// - Returns: The lines that these bytes complete, without their line feeds.
  package mutating func add(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var complete: [[UInt8]] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        complete.append(rest)
        rest = []
      } else {
        rest.append(byte)
      }
    }
    return complete
  }
}
