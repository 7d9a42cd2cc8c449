import BenchModel
import StackFormats

/// Feeds arbitrary text to the readers of folded text; what is written must read back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFolded(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let text = UnsafeRawBufferPointer(start: start, count: count)
  _ = try? StackFormat.detect(text)
  if FoldedText.isDifferential(text), let trees = try? FoldedText.readDifferential(text) {
    trees.before.tree.checkInvariants()
    trees.after.tree.checkInvariants()
  }
  guard let profile = try? FoldedText.read(text) else { return 0 }
  profile.tree.checkInvariants()
  let once = FoldedText.write(profile.tree)
  guard !once.isEmpty else { return 0 }
  let twice = once.withUnsafeBytes { once in
    FoldedText.write(try! FoldedText.read(once).tree)
  }
  precondition(once == twice, "text that was written reads back as other text")
  return 0
}
