/// Why bytes are not a block or a transaction; offsets count from the first byte decoded.
package enum FormatError: Error, Equatable, Sendable {
  case truncated(offset: Int, neededBytes: Int, availableBytes: Int)
  case nonCanonicalCompactSize(offset: Int, value: UInt64)
  case countTooLarge(offset: Int, count: UInt64, availableBytes: Int)
  case trailingBytes(offset: Int, count: Int)
  case witnessNotSupported(offset: Int)
}

extension FormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .truncated(let offset, let needed, let available):
      "At byte \(offset) \(needed) more bytes were expected; \(available) are left."
    case .nonCanonicalCompactSize(let offset, let value):
      "At byte \(offset) the count \(value) is not written in its shortest form."
    case .countTooLarge(let offset, let count, let available):
      "At byte \(offset) \(count) items are announced; the \(available) bytes left cannot hold them."
    case .trailingBytes(let offset, let count):
      "The encoding ends at byte \(offset); \(count) more bytes follow."
    case .witnessNotSupported(let offset):
      "At byte \(offset) a transaction carries witness data, which is not supported."
    }
  }
}
