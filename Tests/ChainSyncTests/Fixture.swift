import Foundation
import Testing

/// A table that `Fixtures/generate.py` wrote.
enum Fixture {
  /// The cells of each row by the name of their column.
  static func rows(_ name: String) throws -> [[String: String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures").appending(path: name)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let columns = try #require(lines.first, "\(name) is empty").split(separator: "\t")
    return try lines.dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      try #require(cells.count == columns.count, "\(name) has a row of another width: \(line)")
      return Dictionary(uniqueKeysWithValues: zip(columns.map(String.init), cells.map(String.init)))
    }
  }
}

extension [String: String] {
  func cell(_ column: String) throws -> String {
    try #require(self[column], "no column \(column)")
  }

  func bytes(_ column: String) throws -> [UInt8] {
    try ChainSyncTests.bytes(cell(column))
  }

  func integer(_ column: String) throws -> Int {
    try #require(Int(cell(column)), "\(column) holds no number")
  }
}
