import BenchModel

extension StackCollector {
  /// What a value says that is no address.
  private enum Marker {
    case owner(Owner)
    /// A number follows, no address.
    case number

    /// - Returns: `nil` for an address, and for what only looks like a marker: by a register that
    ///   held something else, walking by frame pointers comes upon anything.
    /// - Parameter isInside: Whether the chain was put together here, from a sample that the
    ///   program took of itself.
    @inline(__always) init?(_ value: UInt64, isInside: Bool) {
      guard value >= CallchainMarker.least else { return nil }
      if isInside, value == StackCollector.awaitingMarker {
        self = .owner(.awaiting)
        return
      }
      switch value {
      case CallchainMarker.kernel: self = .owner(.kernel)
      case CallchainMarker.user: self = .owner(.user)
      case CallchainMarker.userDeferred: self = .number
      case CallchainMarker.hypervisor, CallchainMarker.guest, CallchainMarker.guestKernel,
        CallchainMarker.guestUser:
        self = .owner(.other)
      default: return nil
      }
    }
  }

  /// Puts the addresses to look up of a chain's first words behind the outermost steps that are
  /// there already, turned around.
  ///
  /// - Returns: Whether the last word gave a step. Then the words that follow it mean the same after
  ///   each chain in which it gives that step.
  @discardableResult
  mutating func expand(
    _ chain: UnsafeRawBufferPointer, words: Int, mode: UInt16, after kept: Int
  ) -> Bool {
    steps.removeLast(steps.count - kept)
    let isInside = mode & Self.insideMode != 0
    var owner: Owner =
      switch mode & ~Self.insideMode {
      case PerfRecordHeader.Mode.kernel: .kernel
      case PerfRecordHeader.Mode.user: .user
      default: .other
      }
    // The first address of each part was interrupted, or about to go on; the others were called.
    var isExact = true
    var isNumber = false
    var isStep = false
    var offset = 0
    while offset < 8 * words {
      let value = chain.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      offset += 8
      isStep = false
      if isNumber {
        isNumber = false
      } else if let mark = Marker(value, isInside: isInside) {
        isExact = true
        switch mark {
        case .owner(let marked): owner = marked
        case .number:
          isNumber = true
          tally.deferred += 1
        }
      } else if value >= CallchainMarker.least, options.matchesPerfScript {
        steps.removeAll(keepingCapacity: true)
        return false
      } else {
        let back: UInt64 = isExact || options.matchesPerfScript ? 0 : 1
        // Where a suspended caller goes on is an address to come, not one behind a call.
        isExact = owner == .awaiting
        isStep = true
        steps.append(Step(address: value &- back, owner: owner))
      }
    }
    steps.withUnsafeMutableBufferPointer {
      var part = UnsafeMutableBufferPointer(rebasing: $0[kept...])
      part.reverse()
    }
    return isStep
  }

  /// - Returns: How many there were.
  mutating func dropStrayAddresses(space: Int) -> Int {
    guard !options.matchesPerfScript else { return 0 }
    var stray = 0
    while stray < steps.count - 1, steps[stray].owner == .user,
      !isMapped(steps[stray].address, space: space)
    { stray += 1 }
    if stray > 0 { steps.removeFirst(stray) }
    return stray
  }

  private mutating func isMapped(_ address: UInt64, space: Int) -> Bool {
    let generation = processes.spaces[space].generation
    if mappingGeneration == generation, mapping.contains(address) { return true }
    guard let found = processes.spaces[space].map.mapping(containing: address) else { return false }
    mapping = found
    mappingGeneration = generation
    return true
  }

  mutating func frames(of step: Step, space: Int) -> FrameLookup.Frames {
    switch step.owner {
    case .user:
      guard isMapped(step.address, space: space) else {
        return lookup.frames(unmapped: step.address, table: &tree.frames)
      }
      return frames(at: mapping.offset(of: step.address), in: mapping.file)
    case .awaiting:
      guard isMapped(step.address, space: space) else {
        return lookup.frames(unmapped: step.address, table: &tree.frames)
      }
      return lookup.awaiting(
        frames(at: mapping.offset(of: step.address), in: mapping.file), table: &tree.frames)
    case .kernel:
      let file = processes.kernelFile(of: step.address)
      return frames(at: step.address, in: file)
    case .other:
      return lookup.frames(unmapped: step.address, table: &tree.frames)
    }
  }

  @inline(__always) private mutating func frames(
    at address: UInt64, in file: UInt32
  ) -> FrameLookup.Frames {
    if let known = lookup.known(address, in: file) { return known }
    return lookup.resolve(address, in: file, of: processes.files, table: &tree.frames)
  }

  /// Whether the outermost of `steps` are in the program, but not where threads begin.
  mutating func isCut(space: Int) -> Bool {
    guard let outermost = steps.first, outermost.owner == .user else { return false }
    for step in steps.prefix(2) where step.owner == .user {
      let frame = lookup.outermost(frames(of: step, space: space))
      if starts.contains(frame, in: tree.frames) { return false }
    }
    return true
  }
}
