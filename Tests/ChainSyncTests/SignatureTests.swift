import ChainSync
import Testing

@Suite struct SignatureTests {
  /// Keys, signatures and verdicts of Python's `cryptography` (OpenSSL), by `Fixtures/generate.py`:
  /// high and low s, all three encodings of a key, numbers out of range, and one part swapped.
  @Test func `agrees with another implementation of ECDSA`() throws {
    let rows = try Fixture.rows("signatures.tsv")
    for row in rows {
      let digest = try row.bytes("digest").withUnsafeBytes { Hash256($0) }
      let isValid = Secp256k1.shared.isValid(
        signature: try row.bytes("der")[...], digest: digest,
        publicKey: try row.bytes("publicKey")[...])
      #expect(try isValid == (row.integer("isValid") == 1), "\(row)")
    }
    #expect(rows.count == 144)
  }

  /// The first payment's signature, checked against the coin of height 9.
  @Test func `the signature of block 170 is valid, and only for its own message`() throws {
    let payment = try KnownBlocks.block170().transactions[1]
    let script = try bytes(KnownBlocks.firstPayer)
    let signature = payment.inputs[0].unlockingScript.dropFirst().dropLast()
    var hasher = SignatureHash()
    for type in [SignatureHash.all, SignatureHash.none, SignatureHash.single] {
      let digest = hasher.digest(of: payment, input: 0, lockingScript: script[...], type: type)
      let isValid = Secp256k1.shared.isValid(
        signature: signature, digest: digest, publicKey: script[1..<66])
      #expect(isValid == (type == SignatureHash.all))
    }
  }

  @Test(arguments: ["", "02", "05" + String(repeating: "11", count: 32)])
  func `what is not a point on the curve verifies nothing`(key: String) throws {
    let signature = try bytes("3006020101020101")
    #expect(
      try !Secp256k1.shared.isValid(
        signature: signature[...], digest: .zero, publicKey: bytes(key)[...]))
  }

  /// The secret 1 gives the generator, printed in SEC 2, section 2.4.1.
  @Test func `derives public keys`() throws {
    var one = [UInt8](repeating: 0, count: 32)
    #expect(Secp256k1.shared.publicKey(secret: one, isCompressed: true) == nil)
    #expect(Secp256k1.shared.sign(.zero, secret: one) == nil)
    one[31] = 1
    let x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    let y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    #expect(
      Secp256k1.shared.publicKey(secret: one, isCompressed: true)?.hexadecimal == "02" + x)
    #expect(
      Secp256k1.shared.publicKey(secret: one, isCompressed: false)?.hexadecimal == "04" + x + y)
    #expect(Secp256k1.shared.publicKey(secret: [1], isCompressed: false) == nil)
  }

  /// A vector of RFC 6979 for this curve that circulates since 2013 (Trezor's and Bitcoin Core's
  /// test suites): secret 1, message "Satoshi Nakamoto", hashed once.
  @Test func `signs with the nonce of RFC 6979`() throws {
    let message = try bytes("a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e")
    let secret = [UInt8](repeating: 0, count: 31) + [1]
    let signature = try #require(
      Secp256k1.shared.sign(message.withUnsafeBytes { Hash256($0) }, secret: secret))
    #expect(
      signature.hexadecimal == """
        3045022100934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8\
        02202442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5
        """)
  }

  struct Form: Sendable, CustomTestStringConvertible {
    let story: String
    let der: String
    var isStrict = false
    /// r ‖ s with leading zeros left out of each, or `nil` when nothing can be read.
    let loose: [String]?
    var testDescription: String { story }
  }

  private static let n21 = String(repeating: "11", count: 33)

  /// Worked by hand from BIP 66 and the loose rule.
  @Test(arguments: [
    Form(story: "shortest", der: "3006020101020102", isStrict: true, loose: ["01", "02"]),
    Form(story: "zero", der: "3006020100020102", isStrict: true, loose: ["", "02"]),
    Form(story: "needed zero", der: "300702020080020102", isStrict: true, loose: ["80", "02"]),
    Form(story: "needless zero", der: "300702020001020102", loose: ["01", "02"]),
    Form(story: "needless zero in s", der: "300702010102020002", loose: ["01", "02"]),
    Form(story: "negative r", der: "3006020181020102", loose: ["81", "02"]),
    Form(story: "negative s", der: "3006020101020182", loose: ["01", "82"]),
    Form(story: "empty r", der: "30050200020102", loose: ["", "02"]),
    Form(story: "empty s", der: "30050201010200", loose: ["01", ""]),
    Form(story: "empty r, padded", der: "3006020002020002", loose: ["", "02"]),
    Form(story: "bytes after", der: "3006020101020102aabb", loose: ["01", "02"]),
    Form(story: "length too small", der: "3003020101020102", loose: ["01", "02"]),
    Form(story: "length too large", der: "3044020101020102", loose: ["01", "02"]),
    Form(story: "long length", der: "308106020101020102", loose: ["01", "02"]),
    Form(story: "long length of r", der: "300702810101020102", loose: ["01", "02"]),
    Form(story: "longer length of r", der: "30090283000001ff020102", loose: ["ff", "02"]),
    Form(story: "length of r in four bytes", der: "300902840000000101020102", loose: ["01", "02"]),
    Form(story: "huge length of r", der: "300902840100000001020102", loose: nil),
    Form(story: "length of r past the end", der: "3006028f01020102", loose: nil),
    Form(story: "length past the end", der: "308f020101020102", loose: nil),
    Form(story: "r past the end", der: "3006020901020102", loose: nil),
    Form(story: "s past the end", der: "3006020101020302", loose: nil),
    Form(
      story: "33 bytes of r", der: "30260221" + n21 + "020102", isStrict: true, loose: ["", ""]),
    Form(
      story: "33 bytes of s", der: "3026020101" + "0221" + n21, isStrict: true, loose: ["", ""]),
    Form(story: "other tag", der: "3106020101020102", loose: nil),
    Form(story: "other tag of r", der: "3006030101020102", loose: nil),
    Form(story: "other tag of s", der: "3006020101030102", loose: nil),
    Form(story: "nothing", der: "", loose: nil),
    Form(story: "only a tag", der: "30", loose: nil),
    Form(story: "only r", der: "3003020101", loose: nil),
    Form(story: "no r", der: "3000", loose: nil),
    Form(story: "r without a length", der: "300102", loose: nil),
  ])
  func `reads DER strictly and loosely`(form: Form) throws {
    let der = try bytes(form.der)[...]
    #expect(SignatureEncoding.isStrict(der) == form.isStrict)
    let read = SignatureEncoding.parseLoosely(der)
    let expected = form.loose?.map { String(repeating: "0", count: 64 - $0.count) + $0 }.joined()
    #expect(read.map { numbers in (0..<64).map { numbers[$0] }.hexadecimal } == expected)
  }

  @Test func `strict DER has 72 bytes at most`() throws {
    let number = "00" + String(repeating: "ff", count: 32)
    let longest = "3046" + "0221" + number + "0221" + number
    #expect(try SignatureEncoding.isStrict(bytes(longest)[...]))
    let tooLong = "3047" + "0222" + "00ff" + number.dropFirst(2) + "ff" + "0221" + number
    #expect(try !SignatureEncoding.isStrict(bytes(tooLong)[...]))
  }
}
