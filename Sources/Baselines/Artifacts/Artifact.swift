/// An executable that was measured: which it is, and what it was made from.
///
/// The facts stay after the file was pruned, so that it can be made again from its commit.
package struct Artifact: Hashable, Sendable {
  /// Of the file's content: 64 hexadecimal digits. It is the artifact's identity.
  package let sha256: String
  /// Relative to the folder of the store.
  package let path: String
  package let bytes: Int
  /// What the order of its functions was drawn from; `nil` for an executable as it was built.
  package let layoutSeed: UInt64?
  package let commit: String?
  package let toolchain: String?
  package let flags: String?
  /// Seconds since 1970.
  package let lastUsed: Int
}
