/// The rows of one description, in order of their addresses, without gaps.
struct CallFrameRows: Sequence, IteratorProtocol {
  struct Stretch {
    let start: UInt64
    let end: UInt64
    let state: CallFrameState
  }

  private let end: UInt64
  private var location: UInt64
  private var instructions: CallFrameInstructions?

  init(_ description: CallFrameDescription, in section: CallFrameSection) {
    location = description.start
    end = description.end
    let common = description.common
    instructions = CallFrameInstructions.initialState(of: common, in: section).map {
      CallFrameInstructions(description.instructions, of: section, common: common, from: $0)
    }
  }

  /// Where instructions are damaged, one last stretch without rules reaches to the end.
  mutating func next() -> Stretch? {
    while location < end {
      guard instructions != nil else { return stretch(to: end, CallFrameState()) }
      switch instructions!.step(at: location) {
      case .done:
        continue
      case .advanced(let target):
        guard target > location else {
          // Nothing goes back; to advance by nothing is allowed.
          if target < location { instructions = nil }
          continue
        }
        return stretch(to: Swift.min(target, end), instructions!.state)
      case .ended:
        return stretch(to: end, instructions!.state)
      case .damaged:
        instructions = nil
      }
    }
    return nil
  }

  private mutating func stretch(to target: UInt64, _ state: CallFrameState) -> Stretch {
    defer { location = target }
    return Stretch(start: location, end: target, state: state)
  }
}
