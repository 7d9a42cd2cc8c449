import Foundation

/// Files by the hash of their content, in one folder, for any number of processes at once.
///
/// A file appears under its hash whole or not at all: it is copied under another name, flushed,
/// and renamed. The copy shares the blocks of the original where the file system can
/// (FICLONE). It is never a hard link: a linker that writes the next build into the
/// same file would then change what was kept.
struct ArtifactFolder {
  struct KeptFile: Hashable {
    let sha256: String
    let bytes: Int
    /// Seconds since 1970.
    let modified: Int
  }

  let path: String

  func path(of sha256: String) -> String { "\(path)/\(sha256)" }

  /// Keeps a file with its mode. One that is there already is replaced by the same content, which
  /// mends it if it was damaged.
  func keep(_ source: String) throws(ArtifactError) -> KeptFile {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw .notReadable(path: source, reason: FileFailure.reason(errno)) }
    defer { close(input) }
    var status = stat()
    guard fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notReadable(path: source, reason: "it is no regular file")
    }
    let temporary = "\(path)/\(Self.temporaryPrefix)\(UUID().uuidString)"
    do {
      try Folder.make(path)
    } catch {
      throw .notKept(path: path, reason: error.reason)
    }
    do throws(FileFailure) {
      try copy(input, to: temporary, mode: status.st_mode & 0o7777)
      // The copy is hashed: it is what counts if the source changes meanwhile.
      let sha256 = try FileDigest.sha256(of: temporary)
      let place = path(of: sha256)
      guard rename(temporary, place) == 0 else { throw FileFailure(code: errno) }
      return KeptFile(sha256: sha256, bytes: Int(status.st_size), modified: Int(time(nil)))
    } catch {
      unlink(temporary)
      throw .notKept(path: temporary, reason: error.reason)
    }
  }

  /// The path of a kept file, after its content was hashed again.
  ///
  /// - Complexity: Reads the whole file.
  func verifiedPath(of sha256: String) throws(ArtifactError) -> String {
    let place = path(of: sha256)
    let found: String
    do {
      found = try FileDigest.sha256(of: place)
    } catch {
      if error.code == ENOENT { throw .missing(sha256: sha256, path: place) }
      throw .notReadable(path: place, reason: error.reason)
    }
    guard found == sha256 else {
      throw .damaged(path: place, expected: sha256, found: found)
    }
    return place
  }

  func files() -> [KeptFile] {
    names().compactMap { name in
      guard name.utf8.count == 64, name.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
        let status = status(of: name)
      else { return nil }
      return KeptFile(
        sha256: name, bytes: Int(status.st_size), modified: Int(status.st_mtim.tv_sec))
    }
  }

  func remove(_ sha256: String) throws(ArtifactError) {
    let place = path(of: sha256)
    guard unlink(place) == 0 || errno == ENOENT else {
      throw .notKept(path: place, reason: FileFailure.reason(errno))
    }
  }

  /// Removes what a process left that was killed while it copied.
  ///
  /// - Parameter time: Seconds since 1970; what changed after it may still be in use.
  func removeLeftovers(before time: Int) {
    for name in names() where name.hasPrefix(Self.temporaryPrefix) {
      if let status = status(of: name), Int(status.st_mtim.tv_sec) < time {
        unlink("\(path)/\(name)")
      }
    }
  }

  private static let temporaryPrefix = ".incoming-"

  private func names() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  private func status(of name: String) -> stat? {
    var status = stat()
    guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return status
  }

  private func copy(
    _ input: Int32, to path: String, mode: mode_t
  ) throws(FileFailure) {
    let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw FileFailure(code: errno) }
    defer { close(output) }
    try FileCopy.copy(input, to: output)
    guard fchmod(output, mode) == 0, fsync(output) == 0 else { throw FileFailure(code: errno) }
  }
}
