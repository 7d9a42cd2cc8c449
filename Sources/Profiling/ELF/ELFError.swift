import Glibc

/// Why a file could not be read as an object file.
package enum ELFError: Error, Hashable {
  case unreadable(path: String, code: Int32)
  case notAFile(path: String)
  case notELF(path: String)
  /// Of another word size or byte order.
  case unsupported(path: String, what: String)
  case truncated(path: String, bytes: UInt64)
}

extension ELFError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, ENOENT):
      "\(path) is not there any more. If it lies elsewhere now, say '--symfs <folder>'."
    case .unreadable(let path, let code) where code == EACCES || code == EPERM:
      "\(path) may not be read by this user. Run again with 'sudo' to see its names."
    case .unreadable(let path, let code):
      "\(path) cannot be read: \(String(cString: strerror(code)))."
    case .notAFile(let path):
      "\(path) is not a regular file."
    case .notELF(let path):
      "\(path) is not an ELF file: it does not begin with 7f 45 4c 46."
    case .unsupported(let path, let what):
      "\(path) is \(what); only 64-bit little-endian ELF files are read."
    case .truncated(let path, let bytes):
      "\(path) ends after \(bytes) bytes, inside its ELF header."
    }
  }
}
