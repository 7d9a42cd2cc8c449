import CZstd

/// Unpacks the one stream of zstd frames that goes through all compressed records of a recording.
final class ZstdInflater {
  enum Failure {
    case damaged(String)
    case tooLarge
  }

  private let context: OpaquePointer?
  private(set) var output = GrowingBytes()
  private let limitBytes: Int
  private(set) var failure: Failure?

  init(limitBytes: Int) {
    self.limitBytes = limitBytes
    context = ZSTD_createDCtx()
  }

  deinit {
    ZSTD_freeDCtx(context)
    output.discard()
  }

  /// Appends to `output` what a piece of the stream holds, until the first failure.
  func append(_ piece: UnsafeRawBufferPointer) {
    guard failure == nil else { return }
    failure = unpack(piece)
  }

  private func unpack(_ piece: UnsafeRawBufferPointer) -> Failure? {
    guard let context else { return .damaged("no memory for zstd") }
    var input = ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
    while true {
      guard let space = output.space(atLeast: 1 << 17) else { return .tooLarge }
      var unpacked = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
      let before = input.pos
      let status = ZSTD_decompressStream(context, &unpacked, &input)
      output.use(unpacked.pos)
      if ZSTD_isError(status) != 0 {
        return .damaged(String(cString: ZSTD_getErrorName(status)))
      }
      guard output.count <= limitBytes else { return .tooLarge }
      // A full output may hide more behind it; otherwise the input is used up.
      if unpacked.pos == unpacked.size { continue }
      if input.pos == input.size || input.pos == before { return nil }
    }
  }

  /// Hands the output over, once.
  func takeOutput() -> RecordingBytes {
    let bytes = RecordingBytes(adopting: output)
    output = GrowingBytes()
    return bytes
  }
}
