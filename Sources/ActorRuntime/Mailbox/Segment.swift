/// A stretch of a mailbox: a header and room for a fixed number of messages, in one allocation.
///
/// Mailboxes are chains of these rather than one growing array, for two reasons. Growing never
/// copies what is already queued, so the critical section stays short however deep the queue; and
/// memory goes back piece by piece as the messages are handled.
///
/// Who holds a segment is decided by the mailbox; this type frees nothing by itself.
@usableFromInline
struct Segment<Message> {
  @usableFromInline
  struct Header {
    @usableFromInline var next: UnsafeMutablePointer<Header>?
    @usableFromInline let capacity: Int

    /// Messages put in, known once the mailbox has moved on to another segment.
    @usableFromInline var count: Int

    @inlinable
    init(capacity: Int) {
      next = nil
      self.capacity = capacity
      count = 0
    }
  }

  @usableFromInline let header: UnsafeMutablePointer<Header>

  @inlinable
  init(_ header: UnsafeMutablePointer<Header>) {
    self.header = header
  }

  /// Capacities double from here, so a mailbox that is rarely used stays small.
  @inlinable static var smallest: Int { 8 }

  /// What an idle mailbox may keep for the next messages.
  @inlinable static var largestKept: Int { capacity(within: 16 << 10) }

  /// Large enough to make allocation rare, in a mailbox that is flooded.
  @inlinable static var largest: Int { capacity(within: 256 << 10) }

  @inlinable
  static func capacity(within bytes: Int) -> Int {
    max(smallest, (bytes - elementsOffset) / MemoryLayout<Message>.stride)
  }

  @inlinable
  static var elementsOffset: Int {
    let alignment = max(MemoryLayout<Message>.alignment, MemoryLayout<Header>.alignment)
    return (MemoryLayout<Header>.size + alignment - 1) / alignment * alignment
  }

  @inlinable
  static func byteCount(capacity: Int) -> Int {
    elementsOffset + capacity * MemoryLayout<Message>.stride
  }

  @inlinable
  static func allocate(capacity: Int) -> Segment {
    let raw = SegmentMemory.allocate(
      byteCount: byteCount(capacity: capacity),
      alignment: max(MemoryLayout<Message>.alignment, MemoryLayout<Header>.alignment))
    let header = raw.bindMemory(to: Header.self, capacity: 1)
    header.initialize(to: Header(capacity: capacity))
    (raw + elementsOffset).bindMemory(to: Message.self, capacity: capacity)
    return Segment(header)
  }

  /// Frees the memory of a segment whose messages have all been moved out.
  @inlinable
  func deallocate() {
    SegmentMemory.deallocate(header, byteCount: Self.byteCount(capacity: capacity))
  }

  @inlinable
  var elements: UnsafeMutablePointer<Message> {
    (UnsafeMutableRawPointer(header) + Self.elementsOffset).assumingMemoryBound(to: Message.self)
  }

  @inlinable var capacity: Int { header.pointee.capacity }

  @inlinable
  var count: Int {
    get { header.pointee.count }
    nonmutating set { header.pointee.count = newValue }
  }

  @inlinable
  var next: Segment? {
    get { header.pointee.next.map(Segment.init) }
    nonmutating set { header.pointee.next = newValue?.header }
  }
}
