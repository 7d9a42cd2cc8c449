import BenchModel
import Profiling

/// Feeds arbitrary bytes to the reader of recordings, as a file or pipe of perf.
///
/// Starts best from the recordings in `Tests/ProfilingTests/Fixtures/perf-data`. Bytes without the
/// header of a recording are given one of a pipe with one event, so that the records are reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPerfData(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  read(bytes.starts(with: "PERFILE2".utf8) ? bytes : pipeHeader + bytes)
  return 0
}

private func read(_ bytes: [UInt8]) {
  let copy = bytes.withUnsafeBytes { RecordingBytes(copying: $0) }
  guard let recording = try? PerfData(copy, source: "fuzzed", unpackedBytesMax: 1 << 24) else {
    return
  }
  var options = RecordingOptions()
  options.keepsTimeline = true
  options.labelsThreads = bytes.count & 1 == 0
  options.showsUnknownAddresses = bytes.count & 2 == 0
  options.matchesPerfScript = bytes.count & 4 == 0
  let unwinder = bytes.count & 8 == 0 ? nil : StackUnwinder { _ in nil }
  let reader = RecordingReader(resolver: EvenPlaces(), unwinder: unwinder, options: options)
  guard let profile = try? reader.read(recording) else { return }
  profile.tree.checkInvariants()
  precondition(
    profile.timeline.count == profile.provenance.samples, "a sample is not in the timeline")
}

/// Knows every other address, and says that something is inlined there.
private final class EvenPlaces: AddressResolving {
  func open(_ file: MappedFile) -> Int { 0 }

  func place(of address: UInt64, in file: Int) -> UInt32? {
    address & 1 == 0 ? UInt32(truncatingIfNeeded: address >> 4) & 0xFFFF : nil
  }

  func frames(of place: UInt32, in file: Int) -> [ResolvedFrame] {
    [
      ResolvedFrame(name: "inlined", kind: .inlined, module: ""),
      ResolvedFrame(name: "f\(place)", kind: .native, module: ""),
    ]
  }
}

/// `PERFILE2`, a size of 16, and a record of an attribute with IP, TID, TIME, CALLCHAIN and PERIOD.
private let pipeHeader: [UInt8] = {
  var attribute = [UInt8](repeating: 0, count: 128)
  attribute[0] = 1
  attribute[4] = 128
  attribute[24] = 0x27
  attribute[25] = 0x01
  attribute[42] = 0x04
  return Array("PERFILE2".utf8) + [16, 0, 0, 0, 0, 0, 0, 0] + [64, 0, 0, 0, 0, 0, 136, 0]
    + attribute
}()
