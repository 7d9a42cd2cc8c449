/// What distinguishes one chain from another: its first block, its difficulty, its dated rules.
package struct ChainParameters: Sendable, Equatable {
  /// Heights from which later rules hold; `nil` for never.
  package struct Activations: Sendable, Equatable {
    /// BIP 34: the coinbase states its height, and blocks have version 2.
    package var heightInCoinbase: Int?
    /// BIP 66: signatures are strict DER, and blocks have version 3.
    package var strictSignatures: Int?
    /// BIP 65: blocks have version 4. Its script operation occurs in no script we can spend.
    package var version4: Int?
    /// BIP 68, 112 and 113, and soon witness data: blocks from here on are refused, because the
    /// rules they must obey are not known here.
    package var unsupported: Int?

    package init(
      heightInCoinbase: Int? = nil, strictSignatures: Int? = nil, version4: Int? = nil,
      unsupported: Int? = nil
    ) {
      self.heightInCoinbase = heightInCoinbase
      self.strictSignatures = strictSignatures
      self.version4 = version4
      self.unsupported = unsupported
    }
  }

  package var name: String
  /// The four bytes before each block of a block file, in file order.
  package var magic: [UInt8]
  package var genesis: Block
  /// The easiest target allowed.
  package var targetLimit: UInt256
  package var retargets: Bool
  package var retargetIntervalBlocks: Int
  package var spacingSeconds: Int
  /// What a coinbase may create before the first halving.
  package var subsidySatoshisInitial: Int64
  package var halvingIntervalBlocks: Int
  /// Blocks from a coinbase to the first that may spend it; 1 lets the next block.
  package var coinbaseMaturityBlocks: Int
  package var activations: Activations

  /// Bitcoin's main network up to height 419,327.
  ///
  /// Spends of scripts other than pay-to-public-key and pay-to-public-key-hash are refused, as are
  /// blocks 91,842 and 91,880, whose coinbases overwrite earlier ones.
  package static let mainnet = ChainParameters(
    name: "mainnet", magic: [0xf9, 0xbe, 0xb4, 0xd9],
    genesis: genesis(time: 1_231_006_505, bits: 0x1d00_ffff, nonce: 2_083_236_893),
    targetLimit: .max >> 32, retargets: true, retargetIntervalBlocks: 2016, spacingSeconds: 600,
    subsidySatoshisInitial: 5_000_000_000, halvingIntervalBlocks: 210_000,
    coinbaseMaturityBlocks: 100,
    activations: Activations(
      heightInCoinbase: 227_931, strictSignatures: 363_725, version4: 388_381,
      unsupported: 419_328))

  /// The regression-test network's genesis, magic, halvings and easy, constant difficulty.
  ///
  /// Rules older than BIP 68 hold from height 1, as in Bitcoin Core; newer ones are left out, so
  /// this chain accepts blocks that Bitcoin Core's would refuse for want of those.
  package static let regtest = ChainParameters(
    name: "regtest", magic: [0xfa, 0xbf, 0xb5, 0xda],
    genesis: genesis(time: 1_296_688_602, bits: 0x207f_ffff, nonce: 2),
    targetLimit: .max >> 1, retargets: false, retargetIntervalBlocks: 2016, spacingSeconds: 600,
    subsidySatoshisInitial: 5_000_000_000, halvingIntervalBlocks: 150,
    coinbaseMaturityBlocks: 100,
    activations: Activations(heightInCoinbase: 1, strictSignatures: 1, version4: 1))

  /// `regtest` for generated chains: coinbases are spendable at once, and money lasts.
  package static let generated: ChainParameters = {
    var parameters = regtest
    parameters.name = "generated"
    parameters.coinbaseMaturityBlocks = 1
    parameters.halvingIntervalBlocks = 210_000
    return parameters
  }()

  /// The new coins that a block may create, in satoshis.
  package func subsidySatoshis(height: Int) -> Int64 {
    let halvings = height / halvingIntervalBlocks
    return halvings < 64 ? subsidySatoshisInitial >> Int64(halvings) : 0
  }

  /// The lowest block version allowed.
  package func versionMin(height: Int) -> Int32 {
    if let start = activations.version4, height >= start { return 4 }
    if let start = activations.strictSignatures, height >= start { return 3 }
    if let start = activations.heightInCoinbase, height >= start { return 2 }
    return .min
  }

  /// All networks share the coinbase with the headline of 3 January 2009.
  private static func genesis(time: UInt32, bits: UInt32, nonce: UInt32) -> Block {
    let headline = "The Times 03/Jan/2009 Chancellor on brink of second bailout for banks"
    let key = """
      04678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e5\
      1ec112de5c384df7ba0b8d578a4c702b6bf11d5f
      """
    guard let keyBytes = [UInt8](hexadecimal: key) else {
      preconditionFailure("the genesis key is hexadecimal")
    }
    let unlocking = [4, 0xff, 0xff, 0, 0x1d, 1, 4, UInt8(headline.utf8.count)] + headline.utf8
    let coinbase = Transaction(
      inputs: [Transaction.Input(spending: .null, unlockingScript: unlocking[...])],
      outputs: [
        Transaction.Output(
          valueSatoshis: 5_000_000_000,
          lockingScript: LockingScript.payToPublicKey(keyBytes[...]).encoded)
      ])
    let header = BlockHeader(
      version: 1, previous: .zero, merkleRoot: coinbase.id, time: time,
      bits: CompactTarget(rawValue: bits), nonce: nonce)
    return Block(header: header, transactions: [coinbase])
  }
}
