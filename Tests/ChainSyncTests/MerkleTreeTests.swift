import ChainSync
import Testing

@Suite struct MerkleTreeTests {
  private static func leaves(_ count: Int) -> [Hash256] {
    (0..<UInt32(count)).map { index in
      withUnsafeBytes(of: index.littleEndian) { DoubleSHA256.hash($0) }
    }
  }

  /// Computed by `Fixtures/generate.py`.
  @Test func `agrees with an independent computation for odd and even counts`() throws {
    for row in try Fixture.rows("merkle-roots.tsv") {
      let root = MerkleTree.root(of: Self.leaves(try row.integer("leaves")))
      #expect(try root.hash.bytes == row.bytes("root"), "\(row)")
      #expect(!root.isMutated)
    }
  }

  @Test func `is zero without leaves`() {
    let root = MerkleTree.root(of: [])
    #expect(root.hash == .zero)
    #expect(!root.isMutated)
  }

  /// CVE-2012-2459: 1 2 3 4 5 6 and 1 2 3 4 5 6 5 6 have the same root.
  @Test(arguments: [
    ([0, 1, 2], [0, 1, 2, 2]), ([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 4, 5]),
  ])
  func `marks a list whose tail is repeated`(honest: [Int], repeated: [Int]) {
    let leaves = Self.leaves(6)
    let root = MerkleTree.root(of: repeated.map { leaves[$0] })
    #expect(root.hash == MerkleTree.root(of: honest.map { leaves[$0] }).hash)
    #expect(root.isMutated)
  }
}
