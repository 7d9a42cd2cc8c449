import CZlib

/// gzip through zlib, in memory.
enum Gzip {
  static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 3 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
  }

  /// The same bytes give the same file: no time and no name is written.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib refused valid parameters with \(started)")
    defer { deflateEnd(&stream) }
    var output: [UInt8] = []
    bytes.withUnsafeBytes { input in
      var chunk = [UInt8](repeating: 0, count: chunkBytes)
      var position = 0
      var isDone = false
      while !isDone {
        let part = min(chunkBytes, input.count - position)
        let isLast = position + part == input.count
        stream.next_in = inputPointer(input, at: position)
        stream.avail_in = UInt32(part)
        position += part
        var status = Z_OK
        repeat {
          let written = chunk.withUnsafeMutableBufferPointer { buffer in
            stream.next_out = buffer.baseAddress
            stream.avail_out = UInt32(buffer.count)
            status = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            return buffer.count - Int(stream.avail_out)
          }
          output.append(contentsOf: chunk[..<written])
        } while stream.avail_out == 0 || isLast && status != Z_STREAM_END
        isDone = isLast
      }
    }
    return output
  }

  /// - Parameter limitBytes: No more are made, because a small file can hold terabytes of nothing.
  /// - Parameter prefixBytes: Stops without an error when as many are there.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer, format: StackFormat, limitBytes: Int = 512 << 20,
    prefixBytes: Int = .max
  ) throws(StackFormatError) -> [UInt8] {
    var stream = z_stream()
    let started = inflateInit2_(
      &stream, gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK, "zlib refused valid parameters with \(started)")
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    var position = 0
    var status = Z_OK
    repeat {
      if stream.avail_in == 0 {
        let part = min(chunkBytes, bytes.count - position)
        guard part > 0 else {
          throw .damaged(format, problem: "its compressed bytes end too early.")
        }
        stream.next_in = inputPointer(bytes, at: position)
        stream.avail_in = UInt32(part)
        position += part
      }
      let written = chunk.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        status = inflate(&stream, Z_NO_FLUSH)
        return buffer.count - Int(stream.avail_out)
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw .damaged(
          format, problem: "its compressed bytes go wrong after \(output.count + written) bytes.")
      }
      output.append(contentsOf: chunk[..<written])
      guard output.count <= limitBytes else {
        throw .tooLarge(format, what: "bytes when uncompressed", limit: limitBytes)
      }
      if output.count >= prefixBytes { return output }
      // A file may be several compressed ones behind each other.
      let isMore = stream.avail_in > 0 || position < bytes.count
      if status == Z_STREAM_END, isMore, inflateReset(&stream) == Z_OK { status = Z_OK }
    } while status != Z_STREAM_END
    return output
  }

  /// 15 bits of window, and 16 for a gzip header and trailer.
  private static let gzipWindow: Int32 = 15 + 16
  private static let chunkBytes = 1 << 18

  /// zlib does not write to its input, though its type says so.
  private static func inputPointer(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) -> UnsafeMutablePointer<UInt8>? {
    guard let base = bytes.baseAddress else { return nil }
    return UnsafeMutableRawPointer(mutating: base + offset).assumingMemoryBound(to: UInt8.self)
  }
}
