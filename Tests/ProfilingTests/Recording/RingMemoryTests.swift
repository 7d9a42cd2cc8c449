import Testing

@testable import Profiling

@Suite struct RingMemoryTests {
  /// The kernel's default of 516 KiB is 512 KiB of records and a page of 4 KiB.
  @Test func `the kernel's default leaves room for 512 KiB`() {
    #expect(
      RingMemory.bytes(limits: KernelLimits(paranoid: 2, lockedKiB: 516), isUnbound: false) == 512
        << 10)
  }

  @Test func `whoever may lock memory takes the most`() {
    let limits = KernelLimits(paranoid: 2, lockedKiB: 516)
    #expect(RingMemory.bytes(limits: limits, isUnbound: true) == RingMemory.bytesMax)
    let open = KernelLimits(paranoid: -1, lockedKiB: 516)
    #expect(RingMemory.bytes(limits: open, isUnbound: false) == RingMemory.bytesMax)
  }

  @Test(arguments: [0, -5, 1, 67, Int.max])
  func `odd limits give a size the kernel understands`(kibibytes: Int) {
    let bytes = RingMemory.bytes(
      limits: KernelLimits(paranoid: 2, lockedKiB: kibibytes), isUnbound: false)
    #expect((RingMemory.bytesMin...RingMemory.bytesMax).contains(bytes))
    #expect(bytes & (bytes - 1) == 0)
  }
}
