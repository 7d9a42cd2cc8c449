import ChainSync
import Testing

@Suite struct SignatureHashTests {
  /// All defined types and some undefined ones, by `Fixtures/generate.py`.
  @Test func `agrees with an independent computation for every type`() throws {
    let rows = try Fixture.rows("signature-hashes.tsv")
    var hasher = SignatureHash()
    for row in rows {
      let digest = hasher.digest(
        of: try Transaction(decoding: row.bytes("transaction")[...]),
        input: try row.integer("input"), lockingScript: try row.bytes("script")[...],
        type: UInt32(try row.integer("type")))
      #expect(try digest.bytes == row.bytes("digest"), "\(row)")
    }
    #expect(rows.count == 144)
  }

  struct Vector: Sendable {
    let transaction: String
    let script: String
    var input = 0
    let type: Int32
    let digest: String
  }

  /// From `sighash.json` of Bitcoin Core, those without a code separator in the script.
  @Test(arguments: [
    Vector(
      transaction: """
        50818f4c01b464538b1e7e7f5ae4ed96ad23c68c830e78da9a845bc19b5c3b0b20bb82e5e90300000007635\
        26a63655352ffffffff023b3f9c040000000008630051516a6a5163a83caf01000000000553ab6551000000\
        0000
        """, script: "6aac", type: 946_795_545,
      digest: "746306f322de2b4b58ffe7faae83f6a72433c22f88062cdde881d4dd8a5a4e2d"),
    Vector(
      transaction: """
        d3b7421e011f4de0f1cea9ba7458bf3486bee722519efab711a963fa8c100970cf7488b7bb0200000003525\
        352dcd61b300148be5d05000000000000000000
        """, script: "535251536aac536a", type: -1_960_128_125,
      digest: "29aa6d2d752d3310eba20442770ad345b7f6a35f96161ede5f07b33e92053e2a"),
    Vector(
      transaction: """
        c363a70c01ab174230bbe4afe0c3efa2d7f2feaf179431359adedccf30d1f69efe0c86ed390200000002ab5\
        1558648fe0231318b04000000000151662170000000000008ac5300006a63acac00000000
        """, script: "", type: 2_146_479_410,
      digest: "191ab180b0d753763671717d051f138d4866b7cb0d1d4811472e64de595d2c70"),
    Vector(
      transaction: """
        a43f85f701ffa54a3cc57177510f3ea28ecb6db0d4431fc79171cad708a6054f6e5b4f89170000000008ac6\
        a006a536551652bebeaa2013e779c05000000000665ac5363635100000000
        """, script: "ac", type: 2_028_978_692,
      digest: "58294f0d7f2e68fe1fd30c01764fe1619bcc7961d68968944a0e263af6550437"),
    Vector(
      transaction: """
        2074bad5011847f14df5ea7b4afd80cd56b02b99634893c6e3d5aaad41ca7c8ee8e5098df003000000026a6\
        affffffff018ad59700000000000900ac656a526551635300000000
        """, script: "65635265", type: -1_804_671_183,
      digest: "663c999a52288c9999bff36c9da2f8b78d5c61b8347538f76c164ccba9868d0a"),
    Vector(
      transaction: """
        7100b11302e554d4ef249ee416e7510a485e43b2ba4b8812d8fe5529fe33ea75f36d392c440300000002000\
        0ffffffff3d01a37e075e9a7715a657ae1bdf1e44b46e236ad16fd2f4c74eb9bf370368810000000007636\
        553ac536365ffffffff01db696a0400000000065200ac656aac00000000
        """, script: "63005151", type: -1_210_499_571,
      digest: "b8b5d6aa8080eb1b04f9b3b86f718705ccc5f6537b15a5ab59c3394e9236207b"),
    Vector(
      transaction: """
        02c1017802091d1cb08fec512db7b012fe4220d57a5f15f9e7676358b012786e1209bcff950100000004aca\
        b6352ffffffff799bc282724a970a6fea1828984d0aeb0f16b67776fa213cbdc4838a2f1961a3010000000\
        951516a536552ab6aabffffffff016c7b4b03000000000865abac5253ac5352b70195ad
        """, script: "65655200516a", type: -241_626_954,
      digest: "be567cb47170b34ff81c66c1142cb9d27f9b6898a384d6dfc4fce16b75b6cb14"),
    Vector(
      transaction: """
        73107cbd025c22ebc8c3e0a47b2a760739216a528de8d4dab5d45cbeb3051cebae73b01ca10200000007ab6\
        353656a636affffffffe26816dffc670841e6a6c8c61c586da401df1261a330a6c6b3dd9f9a0789bc9e000\
        000000800ac6552ac6aac51ffffffff0174a8f0010000000004ac52515100000000
        """, script: "5163ac63635151ac", input: 1, type: 1_190_874_281,
      digest: "b8ab92fe16927c86508abb81c786d4b82dc9c895d3e7db8631fad2296f6a7d9b"),
  ])
  func `agrees with Bitcoin Core`(vector: Vector) throws {
    var hasher = SignatureHash()
    let digest = hasher.digest(
      of: try Transaction(decoding: bytes(vector.transaction)[...]), input: vector.input,
      lockingScript: try bytes(vector.script)[...], type: UInt32(bitPattern: vector.type))
    #expect(digest.description == vector.digest)
  }
}
