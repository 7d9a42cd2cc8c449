/// What the descriptions of many functions share (a CIE).
struct CallFrameCommon {
  let codeAlignment: UInt64
  let dataAlignment: Int64
  let returnRegister: UInt64
  /// How descriptions write addresses.
  let pointerEncoding: UInt8
  let isSignalFrame: Bool
  /// Whether a description says how long its own further data is.
  let hasAugmentationData: Bool
  /// The place of the instructions that every description begins with.
  let instructions: Range<Int>
}

extension CallFrameSection {
  /// - Returns: `nil` where there is no common information, or of a kind not known.
  func common(at offset: Int) -> CallFrameCommon? {
    guard let entry = entry(at: offset), entry.kind == .common else { return nil }
    var cursor = CallFrameCursor(bytes, entry.contents)
    let version = cursor.byte()
    guard version == 1 || version == 3 || version == 4 else { return nil }
    guard let augmentation = augmentation(&cursor) else { return nil }
    if version == 4 {
      let addressBytes = cursor.byte()
      let segmentBytes = cursor.byte()
      guard addressBytes == 8, segmentBytes == 0 else { return nil }
    }
    // Before the letters there was one word, with a pointer behind it.
    if augmentation.elementsEqual(Self.oldAugmentation) { cursor.skip(8) }
    let codeAlignment = cursor.unsigned()
    let dataAlignment = cursor.signed()
    let returnRegister = version == 1 ? UInt64(cursor.byte()) : cursor.unsigned()
    var data = AugmentationData()
    if augmentation.first == UInt8(ascii: "z") {
      let length = cursor.length()
      let start = cursor.position
      data = augmentationData(augmentation.dropFirst(), start..<(start + length))
      cursor.skip(length)
    } else if !augmentation.isEmpty, !augmentation.elementsEqual(Self.oldAugmentation) {
      return nil
    }
    guard !cursor.isOverrun, entry.end - cursor.position <= Self.instructionsLimit else {
      return nil
    }
    return CallFrameCommon(
      codeAlignment: codeAlignment, dataAlignment: dataAlignment, returnRegister: returnRegister,
      pointerEncoding: data.pointerEncoding, isSignalFrame: data.isSignalFrame,
      hasAugmentationData: augmentation.first == UInt8(ascii: "z"),
      instructions: cursor.position..<entry.end)
  }

  private struct AugmentationData {
    var pointerEncoding = PointerEncoding.absolute
    var isSignalFrame = false
  }

  private static let oldAugmentation = [UInt8(ascii: "e"), UInt8(ascii: "h")]

  /// Seven letters are known. What many descriptions share is looked at for each of them, so it
  /// must be short for the whole to take a time that its size explains.
  private static let augmentationLimit = 16
  private static let instructionsLimit = 256

  /// The letters up to the zero, or `nil` when there is no zero.
  private func augmentation(_ cursor: inout CallFrameCursor) -> Slice<UnsafeRawBufferPointer>? {
    let start = cursor.position
    for _ in 0...Self.augmentationLimit where cursor.byte() == 0 {
      return cursor.isOverrun ? nil : bytes[start..<(cursor.position - 1)]
    }
    return nil
  }

  private func augmentationData(
    _ letters: Slice<UnsafeRawBufferPointer>, _ range: Range<Int>
  ) -> AugmentationData {
    var cursor = CallFrameCursor(bytes, range)
    var data = AugmentationData()
    for letter in letters {
      switch letter {
      case UInt8(ascii: "R"):
        data.pointerEncoding = cursor.byte()
      case UInt8(ascii: "P"):
        // The routine that handles exceptions; only its width matters.
        let encoding = cursor.byte()
        _ = cursor.pointer(encoding, bytesAt: address)
      case UInt8(ascii: "L"):
        _ = cursor.byte()
      case UInt8(ascii: "S"):
        data.isSignalFrame = true
      default:
        // A letter not known may have data of any length, so later letters' data cannot be found.
        return data
      }
    }
    return data
  }
}
