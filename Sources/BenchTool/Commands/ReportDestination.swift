import Foundation

/// Where a report goes: standard output, or a file that is complete or not there.
struct ReportDestination {
  private let path: String?

  /// - Throws: `ReportDestinationError` when the file's folder takes no file, so that this is
  ///   known before anything is measured.
  init(path: String?) throws(ReportDestinationError) {
    self.path = path
    guard let path else { return }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
      if isDirectory.boolValue { throw .isDirectory(path) }
      if !FileManager.default.isWritableFile(atPath: path) { throw .notWritable(path) }
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw .noFolder(folder) }
    guard FileManager.default.isWritableFile(atPath: folder) else { throw .notWritable(folder) }
  }

  /// A file is written under another name first, so that a full disk or a kill leaves what was
  /// there before.
  func write(_ text: String) throws(ReportDestinationError) {
    guard let path else {
      do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
      } catch {
        throw .failed("standard output", "\(error.localizedDescription)")
      }
      return
    }
    // /dev/stdout, a pipe: nothing that could be replaced by a rename.
    let isRegular =
      (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType)
      .map { $0 == .typeRegular } ?? true
    do {
      if isRegular {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } else {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.write(contentsOf: Data(text.utf8))
      }
    } catch {
      throw .failed(path, error.localizedDescription)
    }
  }
}

enum ReportDestinationError: Error, Equatable {
  case isDirectory(String)
  case noFolder(String)
  case notWritable(String)
  case failed(String, String)
}

extension ReportDestinationError: CustomStringConvertible {
  var description: String {
    switch self {
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
