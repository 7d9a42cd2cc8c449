import Foundation
import Profiling
import Testing

/// Compares with readelf on whatever this machine has.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/readelf")))
struct CallFrameLiveTests {
  /// The C library, Swift's, and the tests themselves.
  static var modules: [String] {
    let maps = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() ?? Data()
    let paths = Set(
      String(decoding: maps, as: UTF8.self).split(separator: "\n")
        .filter { $0.contains(" r-xp ") }
        .compactMap { $0.split(separator: " ", maxSplits: 5).dropFirst(5).first }
        .map { String($0.drop { $0 == " " }) })
    return paths.filter {
      $0.contains("/libc.so") || $0.contains("/ld-linux") || $0.contains("libswiftCore")
        || $0.hasSuffix(".xctest")
    }.sorted()
  }

  @Test(arguments: modules)
  func `rows of real libraries are what readelf says`(path: String) throws {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let readelf = Process()
    readelf.executableURL = URL(fileURLWithPath: "/usr/bin/readelf")
    readelf.arguments = ["--wide", "--debug-dump=frames-interp", path]
    let output = Pipe()
    readelf.standardOutput = output
    readelf.standardError = FileHandle.nullDevice
    try readelf.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    readelf.waitUntilExit()
    // Functions that never throw have their rows in .debug_frame alone, which is read only in files
    // without .eh_frame.
    let end = text.range(of: Data("Contents of the .debug_frame section".utf8))?.lowerBound
    let expected = ReadelfRows(
      text: text[..<(end ?? text.endIndex)], every: size > 4 << 20 ? 20 : 2
    ).rows
    try #require(expected.count > 500)

    let table = CallFrameTable(of: try ELFFile(path: path))
    let compiled = table.compiled()
    compiled.checkInvariants()
    #expect(compiled.isComplete)
    var wrong: [String] = []
    for row in expected {
      for address in Set([row.start, (row.start + row.end) / 2, row.end - 1]) {
        let single = table.row(at: address)
        var all = compiled.row(at: address)
        all.start = single.start
        if !row.agrees(with: single) || all != single {
          wrong.append("\(String(address, radix: 16)): \(row.columns) \(single) \(all)")
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(expected.count): \(wrong.prefix(5))")
  }
}
