/// How to find a caller from anywhere in a piece of code: one row of a call-frame table, flat.
///
/// Sixteen bytes without pointers, so that an array of them can be handed to C and walked inside a
/// signal handler. DWARF's rules are richer; these are the ones that compilers write for x86-64,
/// and code whose rules are none of them has a row that says so.
///
/// The canonical frame address (CFA) is the caller's stack pointer just after it was returned to.
/// Registers are numbered as DWARF numbers them on x86-64: 3 is `rbx`, 6 `rbp`, 7 `rsp`.
///
/// - Source: The idea of flat rows is the Linux kernel's ORC format; *DWARF 5*, section 6.4.
package struct CallFrameRow: Hashable, Sendable {
  package enum Rule: UInt8, Sendable {
    /// No table speaks of this code.
    case absent
    /// The thread's first function: its return address is undefined.
    case outermost
    /// CFA = register + `cfaOffset`; the return address is at CFA + `extra`.
    case register
    /// CFA = 8 bytes at (register + `cfaOffset`), + `extra`; the return address is at CFA − 8.
    case indirect
    /// CFA = `rsp` + `cfaOffset`, + 8 where the low four bits of the address are at least `extra`:
    /// a procedure linkage table. The return address is at CFA − 8.
    case procedureLinkage
    /// CFA = 8 bytes at (register + `cfaOffset`); the return address is at register + `extra`.
    case interrupted
    /// CFA = register + `cfaOffset`; the return address is in the register numbered `extra`.
    case returnInRegister
    /// There are rules, but a row cannot say them.
    case unexpressible
  }

  /// Where the caller's value of a register is.
  package enum Saved: UInt8, Sendable {
    case unchanged
    /// At CFA + offset.
    case atFrame
    /// At this frame's `rbp` + offset.
    case atFramePointer
    /// At this frame's `rsp` + offset.
    case atStackPointer
    case lost
  }

  /// Where the row begins to hold, in bytes after the table's base; it ends where the next begins.
  package var start: UInt32
  package var cfaOffset: Int32 = 0
  package var rbpOffset: Int16 = 0
  package var rbxOffset: Int16 = 0
  /// What it means depends on the rule.
  package var extra: Int16 = 0
  /// The rule in the upper four bits, its register in the lower four.
  private var ruleAndRegister: UInt8 = 0
  /// Bits 0–2: where `rbp` is; 3–5: where `rbx` is; 6: whether this is a signal's frame.
  private var flags: UInt8 = 0

  package init(start: UInt32, rule: Rule, register: UInt8 = 0) {
    self.start = start
    ruleAndRegister = rule.rawValue << 4 | register & 15
  }

  package var rule: Rule { Rule(rawValue: ruleAndRegister >> 4) ?? .absent }
  package var register: UInt8 { ruleAndRegister & 15 }

  package var rbp: Saved {
    get { Saved(rawValue: flags & 7) ?? .lost }
    set { flags = flags & ~7 | newValue.rawValue }
  }

  package var rbx: Saved {
    get { Saved(rawValue: flags >> 3 & 7) ?? .lost }
    set { flags = flags & ~(7 << 3) | newValue.rawValue << 3 }
  }

  /// Whether what "called" this code was interrupted by a signal, so that its address is exact and
  /// not the one after a call.
  package var isSignalFrame: Bool {
    get { flags & 64 != 0 }
    set { flags = flags & ~64 | (newValue ? 64 : 0) }
  }

  /// Whether both say the same of the code from their start on.
  func saysTheSame(as other: CallFrameRow) -> Bool {
    var moved = other
    moved.start = start
    return moved == self
  }
}

/// The numbers by which DWARF knows the registers that matter here.
enum CallFrameRegister {
  static let rbx: UInt8 = 3
  static let rbp: UInt8 = 6
  static let rsp: UInt8 = 7
  /// The column of the return address.
  static let rip: UInt8 = 16
}
