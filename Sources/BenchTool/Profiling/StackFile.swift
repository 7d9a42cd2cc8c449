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
    let isInput = path == "-"
    let descriptor = isInput ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StackFileError.cannotOpen(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw StackFileError.isFolder(path)
    }
    let name = isInput ? "standard input" : path
    var profile = try read(descriptor, path: isInput ? "/dev/stdin" : path, name: name)
    if profile.provenance.subject == nil {
      profile.provenance.subject = isInput ? name : URL(fileURLWithPath: path).lastPathComponent
    }
    return profile
  }

  private func read(_ descriptor: Int32, path: String, name: String) throws -> StackProfile {
    let first = try Self.piece(of: descriptor, name: name)
    // Only text of perf may be larger than memory, and it is told by its beginning.
    switch try? first.withUnsafeBytes({ try StackFormat.detect($0) }) {
    case .perfData: return try readRecording(path, first: first, descriptor, name: name)
    case .perfScript:
      var reader = PerfScriptReader(options: perfScript)
      var piece = first
      while !piece.isEmpty {
        piece.withUnsafeBytes { reader.feed($0) }
        piece = try Self.piece(of: descriptor, name: name)
      }
      return try reader.finish()
    default:
      let all = first + (try Self.rest(of: descriptor, name: name))
      return try all.withUnsafeBytes { try StackProfile.read($0, perfScript: perfScript) }
    }
  }

  private var perfScript: PerfScriptOptions { options.perfScript(keepsTimeline: keepsTimeline) }

  private func readRecording(
    _ path: String, first: [UInt8], _ descriptor: Int32, name: String
  ) throws -> StackProfile {
    guard path == "/dev/stdin" else { return try read(PerfData(path: path)) }
    let all = first + (try Self.rest(of: descriptor, name: name))
    return try read(
      PerfData(all.withUnsafeBytes { RecordingBytes(copying: $0) }, source: name))
  }

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

  private static func rest(of descriptor: Int32, name: String) throws -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let piece = try piece(of: descriptor, name: name)
      if piece.isEmpty { return all }
      all += piece
    }
  }
}

enum StackFileError: Error, Equatable {
  case cannotOpen(String, Int32)
  case cannotRead(String, Int32)
  case isFolder(String)
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
    case .isFolder(let path):
      "'\(path)' is a folder. Name a file in it, such as '\(path)/perf.data'."
    }
  }
}
