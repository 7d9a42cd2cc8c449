import Profiling

/// Feeds call-frame tables and stacks made of arbitrary bytes to the unwinder.
///
/// The first byte says how long the search table is (in units of 16 bytes) and the second what kind
/// of section follows; the table and the section come next. The same bytes also serve as an object
/// file and as a stack.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCallFrames(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard bytes.count > 2 else { return 0 }
  let header = Array(bytes.dropFirst(2).prefix(Int(bytes[0]) * 16))
  let section = Array(bytes.dropFirst(2 + header.count))
  let address: UInt64 = bytes[1] & 1 == 0 ? 0x1000 : .max - 0x100
  let table = CallFrameTable(
    bytes: section, at: address, flavor: bytes[1] & 2 == 0 ? .exceptionHandling : .debugging,
    header: header.isEmpty ? nil : (header, 0x800))
  table.compiled().checkInvariants()
  for offset: UInt64 in 0..<64 { _ = table.row(at: table.base &+ offset &* 3) }
  unwind(bytes)
  return 0
}

private func unwind(_ bytes: [UInt8]) {
  guard let file = try? ELFFile(bytes: bytes, name: "fuzzed") else { return }
  CallFrameTable(of: file).compiled().checkInvariants()
  var space = AddressSpace()
  space.map(
    AddressSpace.Mapping(
      start: 0x40_0000, end: 0x40_0000 + UInt64(bytes.count), fileOffset: 0, file: 0))
  let unwinder = StackUnwinder { _ in file }
  for offset in stride(from: 0, to: bytes.count, by: 64) {
    var registers = UserRegisters()
    registers.ip = 0x40_0000 + UInt64(offset)
    registers.sp = 0x7000_0000
    registers.bp = 0x7000_0010
    registers.present = .max
    var addresses: [UInt64] = []
    bytes.withUnsafeBytes { stack in
      _ = unwinder.unwind(
        registers: registers, stack: stack, space: space,
        files: [MappedFile(path: "fuzzed", kind: .userFile)],
        framePointerChain: UnsafeBufferPointer(start: nil, count: 0), into: &addresses)
    }
    precondition(addresses.count <= bytes.count / 8 + 3, "a stack of \(addresses.count) frames")
  }
}
