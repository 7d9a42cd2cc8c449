import ChainSync
import Testing

@Suite struct ScriptRulesTests {
  /// Height 1 pays to a key, height 2 to the hash of one, and both are spendable.
  private static func forge(
    _ activations: ChainParameters.Activations = ChainParameters.generated.activations
  ) throws -> Forge {
    var parameters = ChainParameters.generated
    parameters.activations = activations
    return try Forge(parameters, blocks: 3)
  }

  @Test(arguments: [
    SignatureHash.all, SignatureHash.none, SignatureHash.single,
    SignatureHash.all | SignatureHash.anyoneCanPay, SignatureHash.none | SignatureHash.anyoneCanPay,
    SignatureHash.single | SignatureHash.anyoneCanPay, 0, 0x50,
  ])
  func `both kinds of output can be spent with every hash type`(type: UInt32) throws {
    var forge = try Self.forge()
    try forge.connect([forge.payment([forge.purses[0], forge.purses[1]], type: type)])
  }

  /// Every form of push that Bitcoin accepts before rules that came later.
  @Test(arguments: [[0x4c], [0x4d], [0x4e]] as [[UInt8]])
  func `a signature may be pushed the long way`(push: [UInt8]) throws {
    var forge = try Self.forge()
    let payment = forge.payment([forge.purses[0]])
    let signature = payment.inputs[0].unlockingScript.dropFirst()
    let zeros = [UInt8](repeating: 0, count: [0x4c: 0, 0x4d: 1, 0x4e: 3][push[0]] ?? 0)
    let script = push + [UInt8(signature.count)] + zeros + signature
    try forge.connect([payment.unlocking(with: script)])
  }

  @Test func `a signature over anything else is refused`() throws {
    var forge = try Self.forge()
    let purses = [forge.purses[0], forge.purses[1]]
    let payment = forge.payment(purses)
    let cheaper = payment.altered(outputs: { outputs in
      outputs.map { .init(valueSatoshis: $0.valueSatoshis - 1, lockingScript: $0.lockingScript) }
    })
    forge.expectRefusal(of: try forge.block([cheaper]), .signature, transaction: 1, input: 0)
    let elsewhere = payment.altered(outputs: { outputs in
      outputs.map { .init(valueSatoshis: $0.valueSatoshis, lockingScript: [0x51]) }
    })
    forge.expectRefusal(of: try forge.block([elsewhere]), .signature, transaction: 1, input: 0)
    let swapped = payment.altered(inputs: { inputs in
      var inputs = inputs
      inputs[0].sequence = 5
      return inputs
    })
    forge.expectRefusal(of: try forge.block([swapped]), .signature, transaction: 1, input: 0)
  }

  @Test func `the second of two signatures is checked too`() throws {
    var forge = try Self.forge()
    var wrong = forge.purses[1]
    wrong.key = (wrong.key + 1) % 4
    let payment = forge.payment([forge.purses[0], forge.purses[1]])
    let other = forge.payment([forge.purses[0], wrong])
    let key = payment.inputs[1].unlockingScript.suffix(33)
    let otherSignature = other.inputs[1].unlockingScript
    let signature = otherSignature.prefix(Int(otherSignature.first ?? 0) + 1)
    let mixed = payment.altered(inputs: { inputs in
      var inputs = inputs
      inputs[1].unlockingScript = (signature + [33] + key)[...]
      return inputs
    })
    forge.expectRefusal(of: try forge.block([mixed]), .signature, transaction: 1, input: 1)
  }

  @Test func `an empty signature is refused`() throws {
    var forge = try Self.forge()
    let payment = forge.payment([forge.purses[0]]).unlocking(with: [0])
    forge.expectRefusal(of: try forge.block([payment]), .signature, transaction: 1, input: 0)
  }

  @Test func `another key than the one whose hash was paid is refused`() throws {
    var forge = try Self.forge()
    var purse = forge.purses[1]
    guard case .payToPublicKeyHash(let expected) = purse.lockingScript else {
      Issue.record("height 2 should pay to a hash")
      return
    }
    purse.key = 0
    guard case .payToPublicKey(let key) = forge.wallet.lockingScript(key: 0, paysToHash: false)
    else { return }
    forge.expectRefusal(
      of: try forge.block([forge.payment([purse])]),
      .publicKeyHash(expected: expected, found: Hash160(of: key)), transaction: 1, input: 0)
  }

  /// The higher s is the other root of the same equation; only policy, not consensus, forbids it.
  @Test func `the higher of two equivalent signatures is accepted`() throws {
    var forge = try Self.forge()
    let payment = forge.payment([forge.purses[0]])
    let script = payment.inputs[0].unlockingScript
    let lower = try #require(SignatureEncoding.parseLoosely(script.dropFirst().dropLast()))
    let order = try bytes("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
    var higher = [UInt8](repeating: 0, count: 32)
    var borrow = 0
    for index in (0..<32).reversed() {
      let difference = Int(order[index]) - Int(lower[32 + index]) - borrow
      higher[index] = UInt8(truncatingIfNeeded: difference)
      borrow = difference < 0 ? 1 : 0
    }
    let r = (0..<32).map { lower[$0] }
    let der = [0x30] + Self.counted(Self.number(r) + Self.number(higher))
    try forge.connect([payment.unlocking(with: Self.counted(der + [1]))])
  }

  @Test func `loose DER was accepted before BIP 66 and is refused since`() throws {
    let loosened: (Transaction) -> Transaction = { payment in
      let der = payment.inputs[0].unlockingScript.dropFirst().dropLast()
      let numbers = der.dropFirst(2)
      let long = [0x30, 0x81, UInt8(numbers.count)] + numbers
      return payment.unlocking(with: Self.counted(long + [1]))
    }
    var forge = try Self.forge()
    let refused = loosened(forge.payment([forge.purses[0]]))
    forge.expectRefusal(
      of: try forge.block([refused]), .signatureEncoding, transaction: 1, input: 0)
    var older = try Self.forge(.init(heightInCoinbase: 1, strictSignatures: 5))
    try older.connect([loosened(older.payment([older.purses[0]]))])
  }

  @Test func `a script that is not pushes of just what is needed is not supported`() throws {
    var forge = try Self.forge()
    let payment = forge.payment([forge.purses[0]])
    let script = Array(payment.inputs[0].unlockingScript)
    for unsupported in [[], [0x51] + script, [0] + script, script + [0x61], [0x51]] {
      forge.expectRefusal(
        of: try forge.block([payment.unlocking(with: unsupported)]), .unsupportedUnlockingScript,
        transaction: 1, input: 0)
    }
  }

  @Test func `a script that breaks off, or pushes more than 520 bytes, is refused`() throws {
    var forge = try Self.forge()
    let payment = forge.payment([forge.purses[0]])
    let script = Array(payment.inputs[0].unlockingScript)
    let long = [0x4d, 0x09, 0x02] + [UInt8](repeating: 0x30, count: 521)
    for broken in [Array(script.dropLast()), script + [0x4c], script + [5, 1], [0x4d, 1], long] {
      forge.expectRefusal(
        of: try forge.block([payment.unlocking(with: broken)]), .brokenUnlockingScript,
        transaction: 1, input: 0)
    }
  }

  /// One that anyone may spend, pay-to-script-hash, and near misses of the two supported forms.
  @Test(arguments: [
    "51", "a914" + String(repeating: "07", count: 20) + "87",
    "21" + String(repeating: "02", count: 33) + "ad",
    "20" + String(repeating: "02", count: 34),
    "76a914" + String(repeating: "07", count: 20) + "88ad",
    "76a913" + String(repeating: "07", count: 20) + "88ac", "",
  ])
  func `other scripts may be created and not spent`(script: String) throws {
    var forge = try Self.forge()
    let output = Transaction.Output(valueSatoshis: 1, lockingScript: try bytes(script)[...])
    let creation = forge.payment([forge.purses[0]], outputs: [output])
    try forge.connect([creation])
    let spend = Transaction(
      inputs: [.init(spending: OutPoint(transaction: creation.id, index: 0))],
      outputs: [.init(valueSatoshis: 1, lockingScript: [])])
    forge.expectRefusal(
      of: try forge.block([spend]), .unsupportedLockingScript, transaction: 1, input: 0)
  }

  private static func counted(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count)] + bytes }

  private static func number(_ bytes: [UInt8]) -> [UInt8] {
    let trimmed = Array(bytes.drop { $0 == 0 })
    let needsZero = (trimmed.first ?? 0) & 0x80 != 0
    return [0x02] + counted((needsZero ? [0] : []) + trimmed)
  }
}
