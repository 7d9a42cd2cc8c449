/// The general registers of an interrupted x86-64 thread.
///
/// A recording holds those that were asked for; the others are 0 and not in `present`.
package struct UserRegisters: Hashable, Sendable {
  package var ax: UInt64 = 0
  package var bx: UInt64 = 0
  package var cx: UInt64 = 0
  package var dx: UInt64 = 0
  package var si: UInt64 = 0
  package var di: UInt64 = 0
  package var bp: UInt64 = 0
  package var sp: UInt64 = 0
  package var ip: UInt64 = 0
  package var r8: UInt64 = 0
  package var r9: UInt64 = 0
  package var r10: UInt64 = 0
  package var r11: UInt64 = 0
  package var r12: UInt64 = 0
  package var r13: UInt64 = 0
  package var r14: UInt64 = 0
  package var r15: UInt64 = 0
  /// Which were recorded, one bit each, numbered as in the kernel's `asm/perf_regs.h`.
  package var present: UInt64 = 0

  package init() {}

  /// Without these three no caller can be found.
  package var canUnwind: Bool { present & 0x1C0 == 0x1C0 }
}

extension UserRegisters {
  /// Takes registers from where a sample has them: one word for each bit of the mask, low to high.
  ///
  /// - Source: `arch/x86/include/uapi/asm/perf_regs.h`: AX BX CX DX SI DI BP SP IP FLAGS CS SS DS
  ///   ES FS GS R8 … R15.
  init(mask: UInt64, words: UnsafeRawBufferPointer) {
    var rest = mask
    var offset = 0
    while rest != 0, offset + 8 <= words.count {
      let bit = rest.trailingZeroBitCount
      set(bit, to: words.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      rest &= rest &- 1
      offset += 8
    }
  }

  private mutating func set(_ bit: Int, to value: UInt64) {
    switch bit {
    case 0: ax = value
    case 1: bx = value
    case 2: cx = value
    case 3: dx = value
    case 4: si = value
    case 5: di = value
    case 6: bp = value
    case 7: sp = value
    case 8: ip = value
    case 16: r8 = value
    case 17: r9 = value
    case 18: r10 = value
    case 19: r11 = value
    case 20: r12 = value
    case 21: r13 = value
    case 22: r14 = value
    case 23: r15 = value
    default: return
    }
    present |= 1 << UInt64(bit)
  }
}
