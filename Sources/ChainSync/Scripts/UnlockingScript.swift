/// The proof that an input offers, as the two forms we can decide lay it out.
///
/// Bitcoin would run any script here, even one that computes; ours must be pushes of exactly the
/// items needed, in any of the ways a push can be written. What it refuses that Bitcoin would run
/// is reported as unsupported rather than as wrong.
struct UnlockingScript {
  enum Failure: Error, Equatable {
    case unsupported
    case broken
  }

  let signature: ArraySlice<UInt8>
  /// Present when a hash is to be matched.
  let publicKey: ArraySlice<UInt8>?

  init(_ script: ArraySlice<UInt8>, showsPublicKey: Bool) throws(Failure) {
    var reader = ScriptReader(script)
    signature = try Self.item(&reader)
    publicKey = showsPublicKey ? try Self.item(&reader) : nil
    guard reader.next() == nil else { throw .unsupported }
    if reader.isBroken { throw .broken }
  }

  /// Bitcoin refuses longer items, whichever operation pushes them.
  private static let itemBytesMax = 520

  private static func item(_ reader: inout ScriptReader) throws(Failure) -> ArraySlice<UInt8> {
    guard let operation = reader.next() else { throw reader.isBroken ? .broken : .unsupported }
    guard operation.isPush else { throw .unsupported }
    guard operation.data.count <= itemBytesMax else { throw .broken }
    return operation.data
  }
}
