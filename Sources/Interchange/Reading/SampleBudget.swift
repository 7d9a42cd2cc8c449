/// How many samples a file may still ask for by a count, which takes few bytes to write.
struct SampleBudget {
  /// Half a gigabyte of samples.
  static let most = 10_000_000

  private var left = most

  /// - Parameter node: What asks for them.
  /// - Throws: `ForeignFileError` when the file has asked for more than `most` in all.
  mutating func take(_ count: Int, for node: ForeignNode) throws(ForeignFileError) {
    guard count <= left else {
      throw node.error("more than \(Self.most) samples are too many to keep.")
    }
    left -= count
  }
}
