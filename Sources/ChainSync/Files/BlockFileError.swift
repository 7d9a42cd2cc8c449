/// Where a block file stops making sense; offsets count from its first byte.
package enum BlockFileError: Error, Equatable, Sendable {
  case magic(offset: Int, expected: [UInt8], found: [UInt8])
  case size(offset: Int, bytes: Int, allowed: ClosedRange<Int>)
  case truncated(offset: Int, neededBytes: Int, availableBytes: Int)
  case padding(offset: Int)
  case block(offset: Int, FormatError)
  case file(path: String, reason: String)
}

extension BlockFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .magic(let offset, let expected, let found):
      """
      At byte \(offset) a block should begin with \(expected.hexadecimal), not \
      \(found.hexadecimal). Is this a file of another network, or one that its node obfuscated?
      """
    case .size(let offset, let bytes, let allowed):
      """
      At byte \(offset) a block of \(bytes) bytes is announced; \
      blocks have \(allowed.lowerBound) to \(allowed.upperBound).
      """
    case .truncated(let offset, let needed, let available):
      "At byte \(offset) \(needed) bytes were expected; the file has \(available) more."
    case .padding(let offset):
      "At byte \(offset), after the last block, a zero was expected."
    case .block(let offset, let error):
      "The block at byte \(offset) is damaged. \(error)"
    case .file(let path, let reason):
      "Cannot read \(path): \(reason)."
    }
  }
}
