/// The best chain so far and the coins it leaves: takes valid blocks, refuses the rest.
///
/// A value: a copy is a snapshot that shares memory until one of the two changes. It reads no
/// clock and starts no thread; whoever connects a block says what time it is. Every header and
/// what each block did to the coins stay in memory, so that any block can be taken back.
package struct ChainState: Sendable, Equatable {
  package let parameters: ChainParameters
  private(set) package var coins = CoinSet()

  /// Indexed by height; never empty, since the genesis block is given and not judged.
  private var entries: [Entry]

  private struct Entry: Equatable, Sendable {
    let header: BlockHeader
    let hash: Hash256
    /// The sum of work from the genesis block up to this one.
    let work: UInt256
    let undo: BlockUndo
  }

  /// The chain of the genesis block alone, whose coinbase can by tradition not be spent.
  package init(parameters: ChainParameters) {
    self.parameters = parameters
    let genesis = parameters.genesis
    guard let target = genesis.header.bits.target(limit: parameters.targetLimit) else {
      preconditionFailure("genesis bits \(genesis.header.bits) state no target of this chain")
    }
    entries = [
      Entry(
        header: genesis.header, hash: genesis.hash, work: ProofOfWork.work(target: target),
        undo: BlockUndo())
    ]
  }

  package var height: Int { entries.count - 1 }
  package var tip: Hash256 { entries[height].hash }
  package var tipHeader: BlockHeader { entries[height].header }

  /// The hashes that the chain took on average, by which the best of two chains is chosen.
  package var work: UInt256 { entries[height].work }

  /// - Returns: `nil` above the tip and below the genesis block.
  package func hash(atHeight height: Int) -> Hash256? {
    entries.indices.contains(height) ? entries[height].hash : nil
  }

  /// Decodes a block and connects it; a wrong encoding is one more rule to break.
  package mutating func connect(
    encoded: ArraySlice<UInt8>, now: UInt32
  ) throws(ValidationError) {
    let block: Block
    do throws(FormatError) {
      block = try Block(decoding: encoded)
    } catch {
      throw ValidationError(.encoding(error), height: height + 1)
    }
    try connect(block, now: now)
  }

  /// Makes a block the new tip if it obeys every rule; otherwise nothing changes.
  ///
  /// - Parameter now: Seconds since 1970; blocks may be two hours ahead.
  /// - Complexity: O(*n*) in the bytes of the block, of which each signature weighs as much as
  ///   a hundred hashes, and quadratic in the inputs of one transaction.
  package mutating func connect(_ block: Block, now: UInt32) throws(ValidationError) {
    let height = height + 1
    let target = try checkHeader(block, height: height, now: now)
    try BlockRules.check(block, height: height)
    var connection = BlockConnection(
      block: block, height: height, parameters: parameters)
    do throws(ValidationError) {
      try connection.run(on: &coins)
    } catch {
      coins.revert(connection.undo)
      throw error
    }
    entries.append(
      Entry(
        header: block.header, hash: block.hash, work: work + ProofOfWork.work(target: target),
        undo: connection.undo))
  }

  /// Takes the tip back, so that its parent is the tip again.
  ///
  /// - Returns: The header taken back; `nil` when only the genesis block is left.
  /// - Complexity: O(*n*) in the coins that the block spent and created.
  package mutating func disconnect() -> BlockHeader? {
    guard height > 0 else { return nil }
    let entry = entries.removeLast()
    coins.revert(entry.undo)
    return entry.header
  }

  /// Headers link, work adds up, and the coins are what the blocks together left.
  ///
  /// It looks at all blocks, so it is for tests and not for every change.
  ///
  /// - Complexity: O(*n*) in everything the chain ever created.
  package func checkInvariants() {
    var live = Set<OutPoint>()
    for height in entries.indices.dropFirst() {
      let (parent, entry) = (entries[height - 1], entries[height])
      precondition(entry.header.previous == parent.hash, "block \(height) has another parent")
      precondition(entry.work > parent.work, "block \(height) added no work")
      live.formUnion(entry.undo.created)
      live.subtract(entry.undo.spent.map(\.outPoint))
    }
    precondition(live.count == coins.count, "\(live.count) coins should exist, not \(coins.count)")
    for outPoint in live {
      precondition(coins[outPoint] != nil, "\(outPoint) was never spent and is missing")
    }
  }
}

extension ChainState {
  /// How far ahead of `now` a block may claim to be.
  private static let aheadSecondsMax: UInt32 = 2 * 60 * 60

  /// The blocks whose times the median rule looks at.
  private static let medianBlocks = 11

  /// The time that the next block must be after.
  package var medianTimePast: UInt32 {
    let times = entries.suffix(Self.medianBlocks).map(\.header.time).sorted()
    return times[times.count / 2]
  }

  /// The target that the next block must state.
  package var nextBits: CompactTarget {
    ProofOfWork.requiredBits(height: height + 1, parent: tipHeader, parameters: parameters) {
      entries[height + 1 - parameters.retargetIntervalBlocks].header.time
    }
  }

  private func checkHeader(
    _ block: Block, height: Int, now: UInt32
  ) throws(ValidationError) -> UInt256 {
    let header = block.header
    if let start = parameters.activations.unsupported, height >= start {
      throw ValidationError(.rulesNotSupported(from: start), height: height)
    }
    guard header.previous == tip else {
      throw ValidationError(
        .previousBlock(expected: tip, found: header.previous), height: height)
    }
    guard let target = header.bits.target(limit: parameters.targetLimit) else {
      throw ValidationError(.invalidTarget(header.bits), height: height)
    }
    let expectedBits = nextBits
    guard header.bits == expectedBits else {
      throw ValidationError(
        .difficulty(expected: expectedBits, found: header.bits), height: height)
    }
    guard UInt256(block.hash) <= target else {
      throw ValidationError(.proofOfWork(hash: block.hash, target: target), height: height)
    }
    let medianTimePast = medianTimePast
    guard header.time > medianTimePast else {
      throw ValidationError(
        .timeTooOld(found: header.time, medianTimePast: medianTimePast), height: height)
    }
    let (latest, isBeyondFormat) = now.addingReportingOverflow(Self.aheadSecondsMax)
    guard isBeyondFormat || header.time <= latest else {
      throw ValidationError(.timeTooNew(found: header.time, max: latest), height: height)
    }
    let versionMin = parameters.versionMin(height: height)
    guard header.version >= versionMin else {
      throw ValidationError(
        .blockVersion(found: header.version, min: versionMin), height: height)
    }
    return target
  }
}
