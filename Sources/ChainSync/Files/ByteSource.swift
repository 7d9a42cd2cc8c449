/// Memory or a file, read front to back.
enum ByteSource {
  case memory(ArraySlice<UInt8>)
  case file(InputFile)

  /// The next bytes, fewer than asked for only at the end.
  mutating func read(_ count: Int) throws(BlockFileError) -> ArraySlice<UInt8> {
    switch self {
    case .memory(let rest):
      self = .memory(rest.dropFirst(count))
      return rest.prefix(count)
    case .file(let file):
      return try file.read(count)[...]
    }
  }
}
