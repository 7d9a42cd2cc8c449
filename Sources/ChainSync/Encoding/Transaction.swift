/// A transfer of coins, with the exact bytes that were signed and hashed.
///
/// The legacy encoding only: witness data is refused, never skipped. Decoding copies nothing;
/// scripts are slices of the bytes decoded and keep those alive.
package struct Transaction: Sendable {
  /// The source of value, and the script that proves the right to spend it.
  package struct Input: Equatable, Sendable {
    package var outPoint: OutPoint
    package var unlockingScript: ArraySlice<UInt8>
    package var sequence: UInt32

    package init(
      spending outPoint: OutPoint, unlockingScript: ArraySlice<UInt8> = [], sequence: UInt32 = .max
    ) {
      self.outPoint = outPoint
      self.unlockingScript = unlockingScript
      self.sequence = sequence
    }
  }

  /// An amount, and the condition on which it can be spent.
  package struct Output: Equatable, Sendable {
    package var valueSatoshis: Int64
    package var lockingScript: ArraySlice<UInt8>

    package init(valueSatoshis: Int64, lockingScript: ArraySlice<UInt8>) {
      self.valueSatoshis = valueSatoshis
      self.lockingScript = lockingScript
    }
  }

  package let version: Int32
  package let inputs: [Input]
  package let outputs: [Output]
  package let lockTime: UInt32
  package let encoded: ArraySlice<UInt8>

  /// The double hash of the encoding, computed once, at birth.
  package let id: Hash256

  package init(
    version: Int32 = 1, inputs: [Input], outputs: [Output], lockTime: UInt32 = 0
  ) {
    self.version = version
    self.inputs = inputs
    self.outputs = outputs
    self.lockTime = lockTime
    var writer = ByteWriter()
    writer.append(version)
    writer.append(compactSize: inputs.count)
    for input in inputs {
      writer.append(input.outPoint)
      writer.append(script: input.unlockingScript)
      writer.append(input.sequence)
    }
    writer.append(compactSize: outputs.count)
    for output in outputs { writer.append(output) }
    writer.append(lockTime)
    encoded = writer.bytes[...]
    id = DoubleSHA256.hash(encoded)
  }

  /// Decodes one transaction that fills the bytes exactly.
  package init(decoding bytes: ArraySlice<UInt8>) throws(FormatError) {
    var reader = ByteReader(bytes)
    try self.init(&reader)
    try reader.requireEnd()
  }

  init(_ reader: inout ByteReader) throws(FormatError) {
    let start = reader.position
    version = try reader.integer()
    inputs = try Self.inputs(&reader)
    outputs = try Self.outputs(&reader)
    lockTime = try reader.integer()
    encoded = reader.slice(from: start)
    id = DoubleSHA256.hash(encoded)
  }

  /// The one input of a coinbase spends nothing.
  package var isCoinbase: Bool { inputs.count == 1 && inputs[0].outPoint == .null }
}

extension Transaction {
  /// Version, two counts and the lock time.
  static let encodedBytesMin = 10

  /// An outpoint, a script length and a sequence number.
  private static let inputBytesMin = 41

  /// A value and a script length.
  private static let outputBytesMin = 9

  /// No inputs followed by a 1 is the marker of witness data; a transaction without inputs has no
  /// other use, so refusing it here loses nothing.
  private static func inputs(_ reader: inout ByteReader) throws(FormatError) -> [Input] {
    let offset = reader.offset
    let count = try reader.count(ofAtLeast: inputBytesMin)
    if count == 0, reader.next == 1 { throw .witnessNotSupported(offset: offset) }
    var inputs: [Input] = []
    inputs.reserveCapacity(count)
    for _ in 0..<count {
      let outPoint = OutPoint(transaction: try reader.hash(), index: try reader.integer())
      inputs.append(
        Input(
          spending: outPoint, unlockingScript: try reader.script(),
          sequence: try reader.integer()))
    }
    return inputs
  }

  private static func outputs(_ reader: inout ByteReader) throws(FormatError) -> [Output] {
    let count = try reader.count(ofAtLeast: outputBytesMin)
    var outputs: [Output] = []
    outputs.reserveCapacity(count)
    for _ in 0..<count {
      outputs.append(
        Output(valueSatoshis: try reader.integer(), lockingScript: try reader.script()))
    }
    return outputs
  }
}

extension Transaction: Equatable {
  /// The encoding determines every other property.
  package static func == (left: Transaction, right: Transaction) -> Bool {
    left.encoded == right.encoded
  }
}

extension ByteWriter {
  mutating func append(_ output: Transaction.Output) {
    append(output.valueSatoshis)
    append(script: output.lockingScript)
  }
}
