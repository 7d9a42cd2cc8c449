import BenchTool
import Foundation

/// A machine's files below a folder of their own, which goes when the tree goes.
final class SystemTree {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("system-\(UUID().uuidString)")

  var files: SystemFiles { SystemFiles(root: root.path) }

  /// - Parameters:
  ///   - texts: By their path on the machine.
  ///   - links: What each symbolic link holds.
  init(_ texts: [String: String], links: [String: String] = [:]) throws {
    for (path, text) in texts { try write(text, to: path) }
    for (path, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: try place(of: path).path, withDestinationPath: target)
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: root)
  }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: try place(of: path))
  }

  private func place(of path: String) throws -> URL {
    let url = URL(fileURLWithPath: root.path + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    return url
  }
}
