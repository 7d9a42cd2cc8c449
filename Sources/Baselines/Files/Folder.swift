import Foundation

/// Makes folders, and tells the kernel's reason when one cannot be made, which Foundation does not.
enum Folder {
  /// Makes a folder with all those above it. One that is there already is left as it is.
  static func make(_ path: String) throws(FileFailure) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    switch code {
    case EEXIST where isFolder(path):
      return
    case ENOENT where parent != path:
      try make(parent)
      // Another process may have made it meanwhile.
      guard mkdir(path, 0o777) == 0 || isFolder(path) else { throw FileFailure(code: errno) }
    default:
      throw FileFailure(code: code)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
