import Foundation

/// Dates as other harnesses write them.
package enum ForeignDate {
  /// UTC in ISO 8601, to the second.
  ///
  /// - Returns: `nil` for what is no date.
  package static func utc(_ text: String) -> String? {
    // Fractions of a second are of no use here, and not every parser takes them.
    var whole = text.replacing(/\.[0-9]+/, with: "", maxReplacements: 1)
    // Google Benchmark before 1.4: 2015/03/17-18:40:25, which names no zone either.
    if let old = whole.wholeMatch(of: /([0-9]{4})\/([0-9]{2})\/([0-9]{2})-([0-9:]{8})/) {
      whole = "\(old.1)-\(old.2)-\(old.3)T\(old.4)"
    }
    return ((try? Date(whole, strategy: .iso8601)) ?? basic(whole)).map(utc)
  }

  static func utc(_ date: Date) -> String {
    date.formatted(.iso8601)
  }

  /// Without a zone, as Python's `isoformat` writes what it took in UTC.
  private static func basic(_ text: String) -> Date? {
    try? Date(text + "Z", strategy: .iso8601)
  }
}
