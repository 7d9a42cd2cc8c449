import Profiling
import Testing

/// Stacks written down by hand for the functions of `rules.s`, whose instructions it lists by
/// address. A stack that ends in 0x87 returns to the thread's first function.
@Suite struct StackUnwinderTests {
  private typealias Image = StackImage

  private func expect(
    _ image: StackImage, finds offsets: [UInt64], _ end: StackEnd = .root,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      image.unwound() == StackImage.Result(offsets: offsets, end: end),
      sourceLocation: sourceLocation)
  }

  @Test func `callers are found by the stack pointer, then by the frame pointer`() {
    // At 0x22, rbx and rbp were pushed; at 0x09 the caller's frame hangs on its rbp.
    expect(
      Image(
        at: 0x22, rbp: Image.word(4),
        [1, Image.word(4), Image.to(0x09), 2, 0xbad, Image.to(0x87)]),
      finds: [0x22, 0x09, 0x87])
  }

  /// The caller, at 0x09, has its frame at word 3.
  @Test(arguments: [
    // Before the push, after it, and with the frame made
    (at: 0x00 as UInt64, rbp: 3, words: [StackImage.to(0x09), 7]),
    (0x01, 3, [StackImage.word(3), StackImage.to(0x09)]),
    (0x04, 0, [StackImage.word(3), StackImage.to(0x09)]),
    (0x09, 0, [StackImage.word(3), StackImage.to(0x09)]),
    // After the pop, when the rule for rbp points below the stack pointer
    (0x0a, 3, [StackImage.to(0x09), 7]),
  ])
  func `a frame is known at each of a function's instructions`(
    at: UInt64, rbp: Int, words: [UInt64]
  ) {
    expect(
      Image(at: at, rbp: Image.word(rbp), words + [7, 0xbad, Image.to(0x87)]),
      finds: [at, 0x09, 0x87])
  }

  /// A jump through the table, at first; then a word was pushed.
  @Test(arguments: [0x90, 0x96, 0xa0, 0xa6] as [UInt64])
  func `linkage tables have their return address on top`(offset: UInt64) {
    expect(Image(at: offset, [Image.to(0x87)]), finds: [offset, 0x87])
  }

  @Test(arguments: [0x9b, 0xab] as [UInt64])
  func `linkage tables push a word half way`(offset: UInt64) {
    expect(Image(at: offset, [1, Image.to(0x87)]), finds: [offset, 0x87])
  }

  @Test func `a realigned stack is left through the word that holds its end`() {
    // From 0x76 on: r10 and rbx are pushed below rbp's place. CFA is word 8, whose caller's frame
    // is at word 9.
    let words: [UInt64] = [
      Image.to(0x76), Image.word(8), 5, Image.word(9), Image.to(0x09), 0, 0, Image.to(0x09), 6,
      0xbad, Image.to(0x87),
    ]
    expect(
      Image(at: 0xd0, rbp: Image.word(3), words), finds: [0xd0, 0x76, 0x09, 0x87])
  }

  @Test func `below a signal handler stands the interrupted instruction itself`() {
    // The handler returns to 0xc0. Its frame is 22 words from there; the interrupted function is at
    // its first instruction, which no call could have returned to.
    var words = [UInt64](repeating: 0, count: 30)
    words[1] = Image.to(0xc0)
    let frame = 2
    words[frame + 15] = Image.word(26)
    words[frame + 20] = Image.word(25)
    words[frame + 21] = Image.to(0x20)
    words[25] = Image.to(0x09)
    words[27] = Image.to(0x87)
    expect(Image(at: 0xd4, words), finds: [0xd4, 0xc0, 0x21, 0x09, 0x87])
  }

  @Test func `a signal handler with a stack of its own shows what it interrupted`() {
    var words = [UInt64](repeating: 0, count: 30)
    words[1] = Image.to(0xc0)
    words[2 + 20] = 0x1000_0000
    words[2 + 21] = Image.to(0x04)
    expect(Image(at: 0xd4, words), finds: [0xd4, 0xc0, 0x05], .cut)
  }

  @Test func `a return address may be in a register`() {
    var image = Image(at: 0x106, [9])
    image.registers.di = Image.to(0x87)
    expect(image, finds: [0x106, 0x87])
    image.registers.present = 0x1c0
    expect(image, finds: [0x106], .cut)
  }

  @Test func `a frame may begin at a word on the stack`() {
    // At 0x11c the word is at rsp + 0x20; the frame ends 8 bytes behind where it points.
    expect(
      Image(at: 0x11c, [0, 0, 0, 0, Image.word(6), 0, Image.to(0x87)]), finds: [0x11c, 0x87])
  }

  @Test func `what no row can say falls back to the frame pointer`() {
    expect(
      Image(at: 0x120, rbp: Image.word(1), [0, 0xbad, Image.to(0x87)]), finds: [0x120, 0x87])
  }

  @Test func `a stack ends where nothing calls, or the return address is zero`() {
    expect(Image(at: 0x80, [1, 2, 3]), finds: [0x80])
    expect(Image(at: 0x30, [0]), finds: [0x30])
  }

  @Test func `an address that is not code is no caller`() {
    let unwinder = Image.unwinder()
    let result = Image(at: 0x30, [0x1234_5678]).unwound(by: unwinder)
    #expect(result == StackImage.Result(offsets: [0x30], end: .cut))
    #expect(unwinder.statistics.lost == 1)
    #expect(unwinder.statistics.rooted == 0)
  }

  @Test func `the registers that matter must have been recorded`() {
    var image = Image(at: 0x04, rbp: Image.word(0), [0, Image.to(0x87)])
    image.registers.present = 0x180
    expect(image, finds: [0x04], .cut)
  }
}

/// The functions from 0x130 on, which have no tables.
@Suite struct InterruptedCodeTests {
  private typealias Image = StackImage

  @Test(arguments: [
    (offset: 0x130 as UInt64, frame: nil as Int?),
    (0x131, 1),
    (0x134, 0), (0x139, 0), (0x13e, 0),
    (0x13f, nil),
    // A function that only reads and returns
    (0x155, nil),
    // A function that makes its frame late
    (0x164, nil), (0x165, nil), (0x166, 1), (0x169, 0), (0x16e, 0), (0x16f, nil),
    // A jump through a table of addresses, and a return behind one more instruction
    (0x170, nil), (0x178, nil), (0x17b, nil),
  ])
  func `code tells whether its frame is made`(offset: UInt64, frame: Int?) {
    // Without a frame, the return address is on top; with one, rbp lies below it, and points to it
    // unless it was only just pushed. The caller at 0x09 has a frame pointer.
    let image: StackImage
    switch frame {
    case nil:
      image = Image(at: offset, rbp: Image.word(2), [Image.to(0x09), 1, 0xbad, Image.to(0x87)])
    case 1:
      image = Image(
        at: offset, rbp: Image.word(3),
        [Image.word(3), Image.to(0x09), 1, 0xbad, Image.to(0x87)])
    default:
      image = Image(
        at: offset, rbp: Image.word(0),
        [Image.word(3), Image.to(0x09), 1, 0xbad, Image.to(0x87)])
    }
    #expect(
      image.unwound() == StackImage.Result(offsets: [offset, 0x09, 0x87], end: .root))
  }

  /// The call at 0x134 goes to 0x150, the one at 0x139 to 0x160: what returns to behind them proves
  /// that the functions have made no frame.
  @Test(arguments: [
    (offset: 0x150 as UInt64, back: 0x139 as UInt64), (0x153, 0x139), (0x160, 0x13e),
    (0x162, 0x13e),
  ])
  func `a direct call proves that a function has no frame`(offset: UInt64, back: UInt64) {
    let image = Image(
      at: offset, rbp: Image.word(2), [Image.to(back), 1, 0, Image.to(0x87)])
    #expect(
      image.unwound() == StackImage.Result(offsets: [offset, back, 0x87], end: .root))
  }

  /// At 0x169 the frame is made; what is on top of the stack is not the return address, though it
  /// might be one.
  @Test func `a made frame is believed more than the top of the stack`() {
    let image = Image(
      at: 0x169, rbp: Image.word(1), [Image.to(0x13e), 0, Image.to(0x87)])
    #expect(image.unwound() == StackImage.Result(offsets: [0x169, 0x87], end: .root))
  }

  /// The outermost frame pointer is zero; but whoever was interrupted may have put it there.
  @Test func `a frame pointer of zero ends a stack unless it is the innermost`() {
    let outer = Image(at: 0x134, rbp: Image.word(0), [0, Image.to(0x139)])
    #expect(outer.unwound() == StackImage.Result(offsets: [0x134, 0x139], end: .root))
    let inner = Image(at: 0x134, rbp: 0, [0, Image.to(0x139)])
    #expect(inner.unwound() == StackImage.Result(offsets: [0x134], end: .cut))
  }

  @Test func `assumed frames are counted`() {
    let unwinder = Image.unwinder()
    _ = Image(at: 0x134, rbp: Image.word(0), [0, Image.to(0x87)]).unwound(by: unwinder)
    #expect(unwinder.statistics.rooted == 1)
    #expect(unwinder.statistics.assumedFrames == 1)
  }
}
