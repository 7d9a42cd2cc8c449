import Glibc

/// Reads files that the kernel makes up while they are read, whose size no status tells.
enum KernelFile {
  /// The whole content, or `nil` where it cannot be read.
  static func bytes(_ path: String) -> [UInt8]? {
    var content: [UInt8] = []
    let isRead = chunks(of: path) { chunk in
      content.append(contentsOf: chunk)
      return true
    }
    return isRead ? content : nil
  }

  /// The content up to the end of its first line, or `nil` where it cannot be read.
  static func firstLine(_ path: String) -> [UInt8]? {
    bytes(path).map { Array($0.prefix { $0 != UInt8(ascii: "\n") }) }
  }

  /// Hands out the content piece by piece until `take` returns false.
  ///
  /// - Returns: Whether the file could be read that far.
  static func chunks(of path: String, _ take: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return false }
        guard count > 0, take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else {
          return true
        }
      }
    }
  }

  /// The numbers that a folder of /proc has as names, ascending.
  static func numbers(in folder: String) -> [Int32] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var numbers: [Int32] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let number = Int32(name) { numbers.append(number) }
    }
    return numbers.sorted()
  }
}
