import BenchModel
import StackFormats

/// Feeds arbitrary text to the reader of `perf script` text, at once and in pieces, which must give
/// the same stacks.
///
/// The first byte chooses the options, the second the size of the pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPerfScript(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  guard count > 2 else { return 0 }
  let text = UnsafeRawBufferPointer(start: start + 2, count: count - 2)
  var options = PerfScriptOptions()
  options.weight = start[0] & 1 == 0 ? .period : .samples
  options.showsThreads = start[0] & 2 != 0
  options.showsAddresses = start[0] & 4 != 0
  options.keepsTimeline = start[0] & 8 != 0
  options.event = start[0] & 16 != 0 ? "cycles" : nil
  let whole = fuzzedStacks(of: text, options, pieceBytes: text.count)
  let pieces = fuzzedStacks(of: text, options, pieceBytes: Int(start[1]) + 1)
  precondition(whole == pieces, "pieces of \(start[1] &+ 1) bytes give other stacks")
  return 0
}

private func fuzzedStacks(
  of text: UnsafeRawBufferPointer, _ options: PerfScriptOptions, pieceBytes: Int
) -> [UInt8]? {
  var reader = PerfScriptReader(options: options)
  var position = 0
  while position < text.count {
    let end = min(text.count, position + pieceBytes)
    reader.feed(UnsafeRawBufferPointer(rebasing: text[position..<end]))
    position = end
  }
  guard let profile = try? reader.finish() else { return nil }
  profile.tree.checkInvariants()
  precondition(profile.timeline.allSatisfy { Int($0.node) < profile.tree.nodes.count })
  return FoldedText.write(profile.tree)
}
