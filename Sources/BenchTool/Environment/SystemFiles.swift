import BenchModel
import Foundation

/// The files in which Linux describes itself, below a root that a test can move.
package struct SystemFiles: Sendable {
  /// Empty for the machine itself.
  private let root: String

  package static let live = SystemFiles(root: "")

  package init(root: String) {
    self.root = root
  }

  /// The whole text, or why it cannot be had; the error names the path as the machine has it.
  func text(_ path: String) -> Result<String, ProcFileError> {
    ProcFile.text(root + path).mapError { ProcFileError(path: path, reason: $0.reason) }
  }

  /// A fact that `find` sees in a file, or why there is none.
  func fact<Value>(in path: String, _ find: (String) -> Value?) -> Reading<Value> {
    switch text(path) {
    case .success(let text):
      find(text).map { .value($0) } ?? .unavailable(reason: "\(path) does not say")
    case .failure(let error):
      .unavailable(reason: error.description)
    }
  }

  /// The one word that many files of /sys hold.
  func word(in path: String) -> Reading<String> {
    fact(in: path) { text in
      let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return word.isEmpty ? nil : word
    }
  }

  func number(in path: String) -> Reading<Int> {
    fact(in: path) { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// Sorted; empty when there is no such folder.
  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted()
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + path)
  }

  /// What a symbolic link holds, whether or not that exists.
  func target(ofLink path: String) -> Reading<String> {
    do {
      return .value(try FileManager.default.destinationOfSymbolicLink(atPath: root + path))
    } catch {
      return .unavailable(reason: "\(path) is no link that can be read")
    }
  }

  /// The folders /sys/devices/system/cpu/cpu0, cpu1 and so on.
  func coreFolders() -> [String] {
    let folder = "/sys/devices/system/cpu"
    return names(in: folder)
      .filter { $0.hasPrefix("cpu") && Int($0.dropFirst(3)) != nil }
      .map { "\(folder)/\($0)" }
  }
}
