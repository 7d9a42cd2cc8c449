import ChainSync
import Testing

/// Blocks and names printed in many places, block explorers among them.
enum KnownBlocks {
  static let genesisHash = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
  static let genesisMerkleRoot =
    "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
  static let regtestGenesisHash =
    "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"

  static let hash170 = "00000000d1145790a8694403d4063f323d499e655c83426834d4ce2f8dd4a2ee"

  /// From Satoshi Nakamoto to Hal Finney, the first payment.
  static let firstPayment = "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"

  /// The script of the coin of height 9 that the first payment spends: its change goes back to it.
  static let firstPayer = """
    410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f8\
    2e160bfa9b8b64f9d4c03f999b8643f656b412a3ac
    """

  static let encoded170 = """
    0100000055bd840a78798ad0da853f68974f3d183e2bd1db6a842c1feecf222a00000000ff104ccb05421ab93e\
    63f8c3ce5c2c2e9dbb37de2764b3a3175c8166562cac7d51b96a49ffff001d283e9e7002010000000100000000\
    00000000000000000000000000000000000000000000000000000000ffffffff0704ffff001d0102ffffffff01\
    00f2052a01000000434104d46c4968bde02899d2aa0963367c7a6ce34eec332b32e42e5f3407e052d64ac625da\
    6f0718e7b302140434bd725706957c092db53805b821a85b23a7ac61725bac000000000100000001c997a5e56e\
    104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704000000004847304402204e45e16932b8af51\
    4961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc5\
    6cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07f06b99\
    a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f\
    7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6\
    909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000
    """

  static func block170() throws -> Block {
    try Block(decoding: bytes(encoded170)[...])
  }
}

func bytes(_ hexadecimal: String) throws -> [UInt8] {
  try #require([UInt8](hexadecimal: hexadecimal), "not hexadecimal: \(hexadecimal)")
}

func hash(_ text: String) throws -> Hash256 {
  try #require(Hash256(text), "not a hash: \(text)")
}
