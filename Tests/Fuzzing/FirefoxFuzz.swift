import BenchModel
import StackFormats

/// Feeds arbitrary bytes to the reader of Firefox Profiler JSON; what was read must survive the format.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFirefox(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  _ = try? StackFormat.detect(bytes)
  guard let profile = try? FirefoxProfile.read(bytes) else { return 0 }
  profile.tree.checkInvariants()
  guard !profile.tree.leaves.isEmpty else { return 0 }
  let written = FirefoxProfile.write(profile)
  let back = written.withUnsafeBytes { try! FirefoxProfile.read($0) }
  let (before, after) = (profile.tree.totalWeight, back.tree.totalWeight)
  // Decimals are rounded by some formats, and sums of gigantic weights by all.
  let isSame = before > 1e18 || abs(before - after) <= 1 + before * 1e-6
  precondition(isSame, "\(before) came back as \(after)")
  return 0
}
