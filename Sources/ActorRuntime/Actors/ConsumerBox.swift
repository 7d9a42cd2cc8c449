/// Gives a consumer an address that does not change, on cache lines of its own.
@usableFromInline
final class ConsumerBox<Acting: Behavior> {
  @usableFromInline let consumer: UnsafeMutablePointer<Consumer<Acting>>

  @inlinable
  init(_ make: @escaping @Sendable () throws -> Acting) {
    consumer = UnsafeMutableRawPointer.allocate(
      byteCount: CacheLine.roundUp(MemoryLayout<Consumer<Acting>>.size),
      alignment: max(CacheLine.bytes, MemoryLayout<Consumer<Acting>>.alignment)
    ).bindMemory(to: Consumer<Acting>.self, capacity: 1)
    consumer.initialize(to: Consumer(make))
  }

  deinit {
    consumer.deinitialize(count: 1)
    UnsafeMutableRawPointer(consumer).deallocate()
  }

  /// The actor's turn, specialized where this is inlined.
  @inlinable
  var turn: ActorCell.Turn {
    { cell, budget in
      let mailbox = unsafeDowncast(cell, to: Mailbox<Acting.Message>.self)
      return self.consumer.pointee.takeTurn(mailbox, &budget)
    }
  }
}
