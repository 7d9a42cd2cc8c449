/// Names a stored run by what is in it: the same run, saved or imported twice, has one identity.
///
/// A version 8 UUID whose bits are those of a SHA-256 over the run's content.
package struct RunIdentifier: Hashable, Sendable {
  /// 36 characters in lower case, such as `5a0e8c1f-…`.
  package let text: String

  init(text: String) {
    self.text = text
  }

  /// The first eight digits: enough to tell a few thousand runs apart, and to type.
  package var short: String { String(text.prefix(8)) }
}

extension RunIdentifier: CustomStringConvertible {
  package var description: String { text }
}
