import Foundation
import Testing

/// Files that `Fixtures/elf/make` and `Fixtures/symbols/make` wrote.
enum ELFFixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Lines, of which empty ones count.
  static func lines(_ name: String) throws -> [String] {
    var lines = String(decoding: try bytes(name), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Runs `body` with the path of a new folder, and removes it afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "elf-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  /// What a command prints, or `nil` when this machine does not have it.
  static func output(of command: String, _ arguments: [String]) throws -> String? {
    guard FileManager.default.isExecutableFile(atPath: command) else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: command)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command) \(arguments) failed")
    return String(decoding: data, as: UTF8.self)
  }
}

/// What `nm --print-size` says of one symbol.
struct NMSymbol: Hashable {
  let address: UInt64
  let size: UInt64
  let type: Character
  let name: String

  static func all(_ file: String) throws -> [NMSymbol] {
    try ELFFixture.lines(file).compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 2, let address = UInt64(words[0], radix: 16) else { return nil }
      let size = words.count == 4 ? UInt64(words[1], radix: 16) : 0
      return NMSymbol(
        address: address, size: size ?? 0, type: words[words.count - 2].first ?? "?",
        name: String(words[words.count - 1]))
    }
  }
}
