import Foundation

/// Copies a file's content from one descriptor to another, both at their start.
enum FileCopy {
  static func copy(_ input: Int32, to output: Int32) throws(FileFailure) {
    // On file systems with shared blocks (btrfs, xfs) the copy costs nothing. Elsewhere this fails
    // and has changed nothing.
    if ioctl(output, cloneRequest, input) == 0 { return }
    try FileContent.forEachPart(of: input) { part throws(FileFailure) in
      try FileContent.write(part, to: output)
    }
  }

  /// FICLONE of linux/fs.h: `_IOW(0x94, 9, int)`.
  private static let cloneRequest: UInt = 0x4004_9409
}
