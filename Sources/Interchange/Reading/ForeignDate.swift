import Foundation

/// Dates as other harnesses write them.
package enum ForeignDate {
  /// UTC in ISO 8601, to the second.
  ///
  /// - Returns: `nil` for what is no date.
  package static func utc(_ text: String) -> String? {
    // Fractions of a second are of no use here, and not every parser takes them.
    let whole = text.replacing(/\.[0-9]+/, with: "", maxReplacements: 1)
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
