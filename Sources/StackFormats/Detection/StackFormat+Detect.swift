import BenchModel

extension StackFormat {
  /// Tells the format by what the bytes hold; file names may say anything.
  ///
  /// - Throws: `StackFormatError.unrecognized` with what was expected, when none fits.
  package static func detect(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackFormat {
    guard !bytes.isEmpty else { throw .empty }
    if bytes.hasPrefix("PERFILE2") || bytes.hasPrefix("2ELIFREP") { return .perfData }
    if Gzip.isGzip(bytes) { return try detectCompressed(bytes) }
    if let format = json(bytes) { return format }
    // A text may start with an empty line too, but then it is not made of fields to its end.
    if bytes[0] == 0x0A, Pprof.isProfile(bytes, isWhole: true) { return .pprof }
    let start = bytes.part(0, min(bytes.count, 1 << 16))
    if !start.contains(0), let format = text(start) { return format }
    throw .unrecognized(start: excerpt(bytes))
  }

  private static func detectCompressed(
    _ bytes: UnsafeRawBufferPointer
  ) throws(StackFormatError) -> StackFormat {
    let start = try Gzip.decompress(bytes, format: .pprof, prefixBytes: 1 << 16)
    let isWhole = start.count < 1 << 16
    let format: StackFormat? = start.withUnsafeBytes { start in
      if let first = start.trimmed.first(where: { $0 != .newline }), first == UInt8(ascii: "{") {
        return .firefox
      }
      return Pprof.isProfile(start, isWhole: isWhole) ? .pprof : nil
    }
    guard let format else {
      throw .unrecognized(start: "gzip of " + start.withUnsafeBytes(excerpt))
    }
    return format
  }

  private static func json(_ bytes: UnsafeRawBufferPointer) -> StackFormat? {
    let start = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
    let first = bytes.part(start, bytes.count).first { !$0.isBlank && $0 != .newline }
    guard first == UInt8(ascii: "{") else { return nil }
    if bytes.contains("\"preprocessedProfileVersion\"") { return .firefox }
    if bytes.contains("speedscope.app/file-format-schema.json") { return .speedscope }
    if bytes.contains("\"profiles\""), bytes.contains("\"shared\"") { return .speedscope }
    return nil
  }

  /// perf's text has a sample's first line with a time, or else one above a frame; folded text has
  /// a stack. Whichever comes first decides.
  private static func text(_ start: UnsafeRawBufferPointer) -> StackFormat? {
    var position = 0
    while let end = start.position(of: .newline, from: position) ?? lastEnd(start, position) {
      let line = start.part(position, end)
      let next = end + 1
      let isAboveFrame =
        next < start.count && start[next] == .tab
        && PerfScriptFrameLine(
          start.part(next, start.position(of: .newline, from: next) ?? start.count)) != nil
      position = next
      guard let first = line.trimmed.first, first != .hash else { continue }
      if let header = PerfScriptHeader(line, isFollowedByFrame: isAboveFrame) {
        let hasFrame = isAboveFrame || line.trimmed.last == UInt8(ascii: ")")
        if hasFrame || header.nanoseconds != nil, header.event != nil || hasFrame {
          return .perfScript
        }
      }
      if FoldedLine(line, from: 0, to: line.count) != nil { return .folded }
    }
    return nil
  }

  private static func lastEnd(_ start: UnsafeRawBufferPointer, _ position: Int) -> Int? {
    position < start.count ? start.count : nil
  }

  /// The first characters, on one line.
  private static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: CleanText.repaired(bytes.part(0, min(bytes.count, 40))), as: UTF8.self)
  }
}

extension StackProfile {
  /// Reads stacks of any text or export format.
  ///
  /// - Parameters:
  ///   - options: For the text of `perf script`.
  ///   - prepare: Is given the room for the stacks of folded text, which may be large.
  /// - Throws: `StackFormatError`; for perf.data too, which has a reader of its own.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, perfScript options: PerfScriptOptions = PerfScriptOptions(),
    preparingMemory prepare: @escaping StackTree.Preparation = { _ in }
  ) throws(StackFormatError) -> StackProfile {
    switch try StackFormat.detect(bytes) {
    case .perfData: throw .needsRecordingReader
    case .perfScript:
      var reader = PerfScriptReader(options: options)
      reader.feed(bytes)
      return try reader.finish()
    case .folded: return try FoldedText.read(bytes, preparingMemory: prepare)
    case .speedscope: return try Speedscope.read(bytes)
    case .pprof: return try Pprof.read(bytes)
    case .firefox: return try FirefoxProfile.read(bytes)
    }
  }
}
