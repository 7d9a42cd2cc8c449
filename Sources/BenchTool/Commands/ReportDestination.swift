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

  /// A file is written under another name first, so that a full disk or a kill leaves what was
  /// there before.
  func write(_ text: String) throws(ReportDestinationError) {
    try write(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) throws(ReportDestinationError) {
    switch target {
    case .standardOutput:
      try Self.write(bytes, to: STDOUT_FILENO, named: "standard output")
    case .file(let path):
      do {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .failed(path, error.localizedDescription)
      }
    case .stream(let path):
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .failed(path, String(cString: strerror(errno))) }
      defer { close(descriptor) }
      try Self.write(bytes, to: descriptor, named: path)
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, named name: String
  ) throws(ReportDestinationError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .failed(name, String(cString: strerror(errno))) }
      rest = rest.dropFirst(written)
    }
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
