/// What a user calls a baseline, such as `main` or `release-1.2`.
///
/// - Invariant: A word of ASCII letters, digits and `-_.+` that begins with a letter or a digit,
///   so that it is safe as the name of a folder and cannot be taken for an option.
package struct BaselineName: Hashable, Sendable {
  package let text: String

  /// - Throws: `BaselineNameError` when the text breaks the invariant.
  package init(parsing text: String) throws(BaselineNameError) {
    guard !text.isEmpty, text.utf8.count <= Self.longest, text.utf8.allSatisfy(Self.isAllowed),
      text.utf8.first.map(Self.isAlphanumeric) == true
    else { throw BaselineNameError(text: text) }
    self.text = text
  }

  /// File systems take 255 bytes.
  private static let longest = 200

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-_.+".utf8.contains(byte)
  }
}

extension BaselineName: CustomStringConvertible {
  package var description: String { text }
}

extension BaselineName: Comparable {
  package static func < (left: BaselineName, right: BaselineName) -> Bool {
    left.text < right.text
  }
}

/// A text that cannot name a baseline.
package struct BaselineNameError: Error, Equatable {
  package let text: String
}

extension BaselineNameError: CustomStringConvertible {
  package var description: String {
    """
    A baseline is named by a word of ASCII letters, digits and -_.+ that begins with a letter or \
    a digit, such as 'main', got '\(text)'.
    """
  }
}
