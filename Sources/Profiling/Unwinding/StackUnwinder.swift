/// Finds callers by the call-frame tables of the files that code came from.
///
/// Where a function has no table, its code at the interrupted instruction is looked at, else it is
/// taken to have a frame pointer. Where the copy of the stack ends, the kernel's chain of frame
/// pointers goes on.
///
/// Everything is bounded by the copy: a caller's frame must lie above its callee's, and every word
/// is read inside.
///
/// One of them serves one recording, whose files it remembers by their numbers.
package final class StackUnwinder: StackUnwinding {
  /// What came of the stacks so far.
  package struct Statistics: Hashable, Sendable {
    package var stacks = 0
    /// Stacks that end in a thread's first function.
    package var rooted = 0
    /// Callers found by the assumption that a function has a frame pointer.
    package var assumedFrames = 0
    /// Stacks whose outer callers the kernel found by frame pointers.
    package var spliced = 0
    /// Stacks that ended because a rule led nowhere, not because the copy ended.
    package var lost = 0
  }

  package private(set) var statistics = Statistics()
  private let unwindingFiles: UnwindingFiles
  private let remembered = RememberedRules()
  private var spaces = RememberedSpaces()

  /// Below this nothing is ever mapped.
  private static let lowestAddress: UInt64 = 4096

  /// - Parameter open: Finds the object file that code was mapped from. It is asked once for each
  ///   and returns `nil` where there is none, or not the one that was recorded.
  package init(open: @escaping (MappedFile) -> ELFFile?) {
    unwindingFiles = UnwindingFiles(open: open)
  }

  package func unwind(
    registers: UserRegisters, stack: UnsafeRawBufferPointer, space: AddressSpace,
    files: [MappedFile], framePointerChain: UnsafeBufferPointer<UInt64>,
    into addresses: inout [UInt64]
  ) -> StackEnd {
    let context = Context(space: space, files: files, number: spaces.number(of: space))
    var walk = StackWalk(registers, stack: stack)
    addresses.append(registers.ip)
    var outcome = follow(&walk, from: registers.ip, context, into: &addresses)
    if case .open(let place) = outcome, framePointerChain.count > 1,
      let chain = FramePointerChain(framePointerChain, registers: registers)
        .part(above: place, in: walk)
    {
      outcome = splice(chain, context, into: &addresses)
    }
    statistics.stacks += 1
    guard case .rooted = outcome else { return .cut }
    statistics.rooted += 1
    return .root
  }

  private struct Context {
    let space: AddressSpace
    let files: [MappedFile]
    let number: UInt32
  }

  private enum Outcome {
    case rooted
    /// Callers from that place of the stack on are not known.
    case open(place: UInt64)
  }

  private func follow(
    _ walk: inout StackWalk, from address: UInt64, _ context: Context,
    into addresses: inout [UInt64]
  ) -> Outcome {
    var address = address
    var rule = self.rule(at: address, isInterrupted: true, context)
    if rule.basis == .unmapped || rule.basis == .assumption {
      if isFrameless(at: address, walk, context) {
        (rule.basis, rule.row) = (.code, InterruptedCode.returnAddressOnTop)
      } else {
        (rule.basis, rule.row) = (.assumption, InterruptedCode.framePointerSet)
      }
    }
    // Handlers with stacks of their own may lead back, so frames are counted as well.
    for depth in 0...walk.framesLimit {
      if rule.row.rule == .outermost { return .rooted }
      if rule.basis == .assumption {
        // The outermost frame pointer is zero; the innermost function may have used the register.
        if depth > 0, walk.rbp == 0 { return .rooted }
        statistics.assumedFrames += 1
      }
      let isSignalFrame = rule.row.isSignalFrame
      switch walk.step(rule.row, at: address) {
      case .beyond(let place):
        return .open(place: place)
      case .lost:
        statistics.lost += 1
        return .open(place: walk.rsp)
      case .caller(let target):
        if target == 0 { return .rooted }
        address = isSignalFrame ? target : target &- 1
        rule = self.rule(at: address, isInterrupted: isSignalFrame, context)
        guard target >= Self.lowestAddress, rule.basis != .unmapped else {
          statistics.lost += 1
          return .open(place: walk.rsp)
        }
        addresses.append(isSignalFrame ? target &+ 1 : target)
      }
    }
    return .open(place: walk.rsp)
  }

  private func isFrameless(at address: UInt64, _ walk: StackWalk, _ context: Context) -> Bool {
    guard let top = walk.word(at: walk.rsp),
      let code = context.space.mapping(containing: address),
      let caller = context.space.mapping(containing: top), caller.file == code.file
    else { return false }
    return unwindingFiles.isFrameless(
      code.offset(of: address), calledBefore: caller.offset(of: top), in: code.file,
      of: context.files)
  }

  private func splice(
    _ chain: UnsafeBufferPointer<UInt64>.SubSequence, _ context: Context,
    into addresses: inout [UInt64]
  ) -> Outcome {
    var isRooted = false
    var count = 0
    for target in chain {
      guard target >= Self.lowestAddress else { break }
      let rule = rule(at: target &- 1, isInterrupted: false, context)
      guard rule.basis != .unmapped else { break }
      isRooted = rule.row.rule == .outermost
      addresses.append(target)
      count += 1
    }
    if count > 0 { statistics.spliced += 1 }
    return isRooted ? .rooted : .open(place: .max)
  }

  @inline(__always)
  private func rule(
    at address: UInt64, isInterrupted: Bool, _ context: Context
  ) -> RememberedRules.Rule {
    remembered.rule(at: address, isInterrupted: isInterrupted, space: context.number) {
      find(at: address, isInterrupted: isInterrupted, context)
    }
  }

  @inline(never)
  private func find(
    at address: UInt64, isInterrupted: Bool, _ context: Context
  ) -> (RememberedRules.Basis, CallFrameRow) {
    guard let mapping = context.space.mapping(containing: address) else {
      return (.unmapped, CallFrameRow(start: 0, rule: .absent))
    }
    let offset = mapping.offset(of: address)
    let row = unwindingFiles.row(at: offset, in: mapping.file, of: context.files)
    if row.rule != .absent, row.rule != .unexpressible { return (.table, row) }
    if isInterrupted,
      let row = unwindingFiles.interruptedRow(at: offset, in: mapping.file, of: context.files)
    {
      return (.code, row)
    }
    return (.assumption, InterruptedCode.framePointerSet)
  }
}
