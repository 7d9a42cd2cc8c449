import Foundation
import Glibc

/// Where a report goes: standard output, or a file that is complete or not there.
struct ReportDestination {
  private enum Target {
    case standardOutput
    /// Replaced as a whole.
    case file(String)
    /// A pipe or a device, which can only be written to.
    case stream(String)
  }

  private let target: Target

  /// - Throws: `ReportDestinationError` when nothing can be written there, so that this is known
  ///   before anything is measured.
  init(path: String?) throws(ReportDestinationError) {
    guard let path else {
      target = .standardOutput
      return
    }
    guard !path.isEmpty else { throw .empty }
    // What a link points to is replaced, not the link.
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    var status = stat()
    if stat(file, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw .isDirectory(path)
      case S_IFREG: target = .file(file)
      default: target = .stream(file)
      }
      guard access(file, W_OK) == 0 else { throw .notWritable(path) }
    } else {
      target = .file(file)
    }
    guard case .file = target else { return }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .noFolder(folder)
    }
    guard access(folder, W_OK) == 0 else { throw .notWritable(folder) }
  }

  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) throws {
    try write { try $0(bytes) }
  }

  /// Writes what `content` hands to its sink, piece by piece.
  ///
  /// A file is written under another name first, so that a full disk or a kill leaves what was there
  /// before.
  ///
  /// - Throws: `ReportDestinationError`, or what `content` throws.
  func write(_ content: (_ sink: ([UInt8]) throws -> Void) throws -> Void) throws {
    switch target {
    case .standardOutput:
      try content { try Self.write($0, to: STDOUT_FILENO, named: "standard output") }
    case .file(let path):
      try Self.replace(path, content)
    case .stream(let path):
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Self.failure(path) }
      defer { close(descriptor) }
      try content { try Self.write($0, to: descriptor, named: path) }
    }
  }

  private static func replace(
    _ path: String, _ content: (_ sink: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let temporary = "\(folder)/.bench-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      defer { close(descriptor) }
      try content { try write($0, to: descriptor, named: path) }
      // A file that was there keeps its rights; a new one has what the user's mask leaves.
      var status = stat()
      if stat(path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, named name: String
  ) throws(ReportDestinationError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw failure(name) }
      rest = rest.dropFirst(written)
    }
  }

  private static func failure(_ name: String) -> ReportDestinationError {
    .failed(name, String(cString: strerror(errno)))
  }
}

enum ReportDestinationError: Error, Equatable {
  case empty
  case isDirectory(String)
  case noFolder(String)
  case notWritable(String)
  case failed(String, String)
}

extension ReportDestinationError: CustomStringConvertible {
  var description: String {
    switch self {
    case .empty:
      "'--output' needs the name of a file."
    case .isDirectory(let path):
      "'--output \(path)' is a folder. Name a file in it."
    case .noFolder(let folder):
      "There is no folder '\(folder)' to write the report into. Make it with: mkdir -p '\(folder)'"
    case .notWritable(let path):
      "'\(path)' cannot be written. Choose another '--output'."
    case .failed(let path, let reason):
      "The report could not be written to \(path): \(reason)"
    }
  }
}
