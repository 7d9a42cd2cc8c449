extension ArtifactStore {
  /// What a file would be kept under: the SHA-256 of its content.
  ///
  /// - Returns: `nil` when it cannot be read.
  package static func hash(ofFile path: String) -> String? {
    try? FileDigest.sha256(of: path)
  }
}
