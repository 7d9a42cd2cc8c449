import BenchModel
import Testing

@testable import StackFormats

/// Damaged files give an error or fewer stacks. Random damage prints its seed.
@Suite struct HostileInputTests {
  private func originals() throws -> [[UInt8]] {
    let script = try fixture("worker.perf-script")
    let profile = StackProfile(tree: variedTree(unit: .nanoseconds))
    return [
      Array(script.prefix(20_000)), FoldedText.write(profile.tree), Speedscope.write(profile),
      Pprof.encode(profile), Pprof.write(profile), FirefoxProfile.write(profile),
    ]
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `flipped, cut and repeated bytes are survived`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for original in try originals() {
      for _ in 0..<20 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
          case 1: bytes.removeSubrange(place...)
          case 2: bytes[place] = [0, 0xFF, 0x80, 0x0A, 0x20, 0x3B].randomElement(using: &random)!
          default:
            let end = min(bytes.count, place + Int.random(in: 0..<64, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
          }
        }
        bytes.withUnsafeBytes { bytes in
          if let profile = try? StackProfile.read(bytes) { profile.tree.checkInvariants() }
          if let profile = try? Pprof.read(bytes) { profile.tree.checkInvariants() }
          if let profile = try? FoldedText.read(bytes) { profile.tree.checkInvariants() }
          var reader = PerfScriptReader()
          reader.feed(bytes)
          if let profile = try? reader.finish() { profile.tree.checkInvariants() }
        }
      }
    }
  }
}
