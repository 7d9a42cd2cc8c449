import Foundation

/// Where the tool speaks to people while a report goes elsewhere.
enum StandardError {
  static func say(_ text: String) {
    // What nobody can read any more must not end the measuring.
    try? FileHandle.standardError.write(contentsOf: Data("bench: \(text)\n".utf8))
  }
}
