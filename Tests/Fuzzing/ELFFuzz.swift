import Profiling

/// Feeds arbitrary bytes to the readers of symbols: as an object file, as a list of the kernel's
/// symbols, as what a just-in-time compiler writes, and, line by line, as mangled names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzELF(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let file = try? ELFFile(bytes: bytes, name: "fuzzed") {
    lookUp(file)
  } else {
    lookUp(kernel: KernelSymbols(bytes))
    lookUp(compiled: PerfMapSymbols(bytes, path: "fuzzed", style: .short))
    for line in bytes.split(separator: 0x0a).prefix(64) {
      for style in [NameStyle.short, .full, .raw] {
        _ = FunctionName.text(Array(line), style: style)
      }
    }
  }
  return 0
}

private func lookUp(_ file: ELFFile) {
  for section in file.sections.prefix(256) {
    file.withBytes(of: section) { precondition($0.count <= file.size, "more than the file") }
  }
  let table = SymbolTable(symbolsOf: file, program: file)
  for segment in file.segments.prefix(256) {
    for offset: UInt64 in stride(from: 0, to: 0x400, by: 0x35) {
      guard let address = file.address(ofFileOffset: segment.offset &+ offset) else { continue }
      _ = file.fileOffset(ofAddress: address)
      if let index = table.index(containing: address) { _ = table.name(at: index) }
    }
  }
  for address in [0, 0x1234, .max] as [UInt64] {
    if let index = table.index(containing: address) { _ = table.name(at: index) }
  }
}

private func lookUp(kernel symbols: KernelSymbols) {
  for address in [0, 0xffff_ffff_8100_0041, .max] as [UInt64] {
    if let index = symbols.index(containing: address) { _ = symbols.name(at: index) }
  }
}

private func lookUp(compiled symbols: PerfMapSymbols) {
  for address in [0, 0x1008, 0x7f00_0000_0000, .max] as [UInt64] {
    if let place = symbols.place(of: address) {
      precondition(symbols.frames(of: place).count == 1, "a function has one frame")
    }
  }
}
