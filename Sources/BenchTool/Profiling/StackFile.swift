import BenchModel
import Foundation
import Glibc
import Profiling
import StackFormats

/// Reads stacks from a file of any known format, whatever its name is.
struct StackFile {
  let options: StackReading
  /// Whether each sample's time and thread are kept, which takes memory for each.
  var keepsTimeline = false

  /// So much is looked at to tell what a file holds, and read at once of text that may be huge.
  private static let pieceBytes = 1 << 20

  /// - Parameter path: A file, or `-` for standard input.
  /// - Throws: `StackFileError`, `StackFormatError` or `PerfDataError`.
  func read(_ path: String) throws -> StackProfile {
    try opened(path) { descriptor, isRegular, name in
      var profile = try read(descriptor, isRegular: isRegular, name: name)
      if profile.provenance.subject == nil {
        profile.provenance.subject = URL(fileURLWithPath: name).lastPathComponent
      }
      return profile
    }
  }

  /// Reads folded stacks with two counts a line, as differential tools write them.
  func readDifferential(_ path: String) throws -> (before: StackProfile, after: StackProfile) {
    try opened(path) { descriptor, _, name in
      let all = try RecordingBytes(beginning: [], restOf: descriptor, source: name)
      return try withExtendedLifetime(all) {
        guard FoldedText.isDifferential(all.bytes) else { throw StackFileError.oneCount(name) }
        return try FoldedText.readDifferential(all.bytes)
      }
    }
  }

  private func opened<Result>(
    _ path: String,
    _ body: (_ descriptor: Int32, _ isRegular: Bool, _ name: String) throws -> Result
  ) throws -> Result {
    let isInput = path == "-"
    let descriptor = isInput ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StackFileError.cannotOpen(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StackFileError.cannotRead(path, errno) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw StackFileError.isFolder(path) }
    return try body(descriptor, kind == S_IFREG, isInput ? "standard input" : path)
  }

  private func read(
    _ descriptor: Int32, isRegular: Bool, name: String
  ) throws -> StackProfile {
    let first = try Self.piece(of: descriptor, name: name)
    // Only text of perf may be larger than memory, and it is told by its beginning.
    switch try? first.withUnsafeBytes({ try StackFormat.detect($0) }) {
    case .perfData:
      // A file is mapped; of a pipe the beginning has been read.
      if isRegular {
        return try read(
          PerfData(RecordingBytes(descriptor: descriptor, source: name), source: name))
      }
      return try read(
        PerfData(
          RecordingBytes(beginning: first, restOf: descriptor, source: name), source: name))
    case .perfScript:
      var reader = PerfScriptReader(options: perfScript)
      var piece = first
      while !piece.isEmpty {
        piece.withUnsafeBytes { reader.feed($0) }
        piece = try Self.piece(of: descriptor, name: name)
      }
      return try reader.finish()
    default:
      let all = try RecordingBytes(beginning: first, restOf: descriptor, source: name)
      return try withExtendedLifetime(all) {
        try StackProfile.read(
          all.bytes, perfScript: perfScript, preparingMemory: { HugePages.ask(for: $0) })
      }
    }
  }

  private var perfScript: PerfScriptOptions { options.perfScript(keepsTimeline: keepsTimeline) }

  private func read(_ recording: PerfData) throws -> StackProfile {
    let symbolizer = Symbolizer(options.symbolizing)
    let reader = RecordingReader(
      resolver: symbolizer, unwinder: StackUnwinder(open: symbolizer.program(of:)),
      options: options.recording(keepsTimeline: keepsTimeline))
    var profile = try reader.read(recording)
    profile.provenance.notes += symbolizer.notes
    return profile
  }

  private static func piece(of descriptor: Int32, name: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: pieceBytes)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw StackFileError.cannotRead(name, errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeSubrange(filled...)
    return bytes
  }
}

enum StackFileError: Error, Equatable {
  case cannotOpen(String, Int32)
  case cannotRead(String, Int32)
  case isFolder(String)
  case oneCount(String)
}

extension StackFileError: CustomStringConvertible {
  var description: String {
    switch self {
    case .cannotOpen(let path, ENOENT):
      """
      There is no file '\(path)'. Give a recording (perf.data), the text of 'perf script' or folded \
      stacks, or '-' for standard input.
      """
    case .cannotOpen(let path, let reason):
      "'\(path)' cannot be opened: \(String(cString: strerror(reason))). Check its permissions."
    case .cannotRead(let path, let reason):
      "'\(path)' cannot be read: \(String(cString: strerror(reason)))."
    case .oneCount(let path):
      """
      '\(path)' has no lines with two counts, such as 'main;work 12 15'. Give two inputs: what was \
      before and what was after.
      """
    case .isFolder(let path):
      "'\(path)' is a folder. Name a file in it, such as '\(path)/perf.data'."
    }
  }
}
