import Profiling
import Testing

@Suite struct AddressSpaceTests {
  private func mapping(_ start: UInt64, _ end: UInt64, _ offset: UInt64, file: UInt32)
    -> AddressSpace.Mapping
  {
    AddressSpace.Mapping(start: start, end: end, fileOffset: offset, file: file)
  }

  @Test func `a mapping inside another leaves both its sides, each with its place in the file`() {
    var space = AddressSpace()
    space.map(mapping(0x1000, 0x9000, 0x100, file: 1))
    space.map(mapping(0x3000, 0x4000, 0, file: 2))
    #expect(
      space.mappings == [
        mapping(0x1000, 0x3000, 0x100, file: 1), mapping(0x3000, 0x4000, 0, file: 2),
        // 0x4000 − 0x1000 + 0x100.
        mapping(0x4000, 0x9000, 0x3100, file: 1),
      ])
  }

  @Test func `the first byte is in, the one after the last is out`() {
    var space = AddressSpace()
    space.map(mapping(0x1000, 0x2000, 0, file: 1))
    #expect(space.mapping(containing: 0xFFF) == nil)
    #expect(space.mapping(containing: 0x1000)?.file == 1)
    #expect(space.mapping(containing: 0x1FFF)?.offset(of: 0x1FFF) == 0xFFF)
    #expect(space.mapping(containing: 0x2000) == nil)
  }

  @Test func `a mapping of nothing changes nothing`() {
    var space = AddressSpace()
    space.map(mapping(0x1000, 0x1000, 0, file: 1))
    space.map(mapping(0x2000, 0x1000, 0, file: 1))
    #expect(space.mappings.isEmpty)
  }

  /// Against an array with a file for each of 256 addresses.
  @Test func `many mappings are as one would colour memory`() {
    let seed = UInt64.random(in: .min ... .max)
    print("AddressSpaceTests seed \(seed)")
    var random = SplitMix(state: seed)
    for _ in 0..<50 {
      var space = AddressSpace()
      var memory = [(file: UInt32, offset: UInt64)?](repeating: nil, count: 256)
      for file in 1...UInt32(40) {
        let start = random.next() % 256
        let end = min(256, start + random.next() % 64)
        let offset = random.next() % 1000
        space.map(mapping(start, end, offset, file: file))
        for address in start..<max(start, end) {
          memory[Int(address)] = (file, offset + address - start)
        }
        space.checkInvariants()
      }
      for address in 0..<UInt64(256) {
        let found = space.mapping(containing: address)
        #expect(found?.file == memory[Int(address)]?.file)
        #expect(found?.offset(of: address) == memory[Int(address)]?.offset)
      }
    }
  }
}
