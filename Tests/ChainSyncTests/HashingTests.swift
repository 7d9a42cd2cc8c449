import ChainSync
import Testing

@Suite struct HashingTests {
  /// "hello" and its double hash stand in the Bitcoin wiki under "Protocol documentation"; the
  /// empty message is a common vector. Both were confirmed with Python's hashlib.
  @Test(arguments: [
    ("", "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456"),
    ("hello", "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50"),
  ])
  func `hashes twice with SHA-256`(message: String, digest: String) {
    let hash = DoubleSHA256.hash(Array(message.utf8)[...])
    #expect(hash.bytes.hexadecimal == digest)
  }

  /// The vectors of the paper by Dobbertin, Bosselaers and Preneel (1996).
  @Test(arguments: [
    ("", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
    ("a", "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe"),
    ("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
    ("message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36"),
    ("abcdefghijklmnopqrstuvwxyz", "f71c27109c692c1b56bbdceb5b9d2865b3708dbc"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "12a053384a9c0c88e405a06c27dcf49ada62eb2b"
    ),
    (
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "b0e20b6e3116640286ed3a87a5713079b21f5189"
    ),
    (
      String(repeating: "1234567890", count: 8), "9b752e45573d4b39f4dbd3323cab82bf63326bfb"
    ),
    (String(repeating: "a", count: 1_000_000), "52783243c1697bdbe16d37f97f68f08325dc1528"),
  ])
  func `hashes with RIPEMD-160`(message: String, digest: String) {
    #expect(Array(message.utf8).withUnsafeBytes { RIPEMD160.hash($0) }.description == digest)
  }

  /// The key and the hash behind the address of the Bitcoin wiki's page "Technical background of
  /// version 1 Bitcoin addresses".
  @Test func `names a public key by its hash`() throws {
    let key = try bytes("0250863ad64a87ae8a2fe83c1af1a8403cb53f53e486d8511dad8a04887e5b2352")
    #expect(Hash160(of: key[...]).description == "f54a5851e9372b87810a8e60cdd2e7cfd80b6e31")
  }

  @Test func `prints a hash reversed, and reads it back`() throws {
    let counting = (0..<32).map { UInt8($0) }
    let hash = counting.withUnsafeBytes { Hash256($0) }
    let printed = "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100"
    #expect(hash.description == printed)
    #expect(Hash256(printed) == hash)
    #expect(Hash256(printed.uppercased()) == hash)
    #expect(hash.bytes == counting)
  }

  @Test(arguments: [
    "", "00", String(repeating: "0g", count: 32), String(repeating: "é", count: 32),
  ])
  func `refuses text that is not 64 hexadecimal digits`(text: String) {
    #expect(Hash256(text) == nil)
  }
}
