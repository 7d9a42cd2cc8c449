import Profiling
import Testing

/// Copies that end early, and the kernel's chain that goes on. All frames are of the function at
/// 0x00, which has a frame pointer, calling itself: each returns to 0x09.
@Suite struct FramePointerChainTests {
  private typealias Image = StackImage

  /// Five frames of three words each, of which as many words are copied as given. Each frame is
  /// [local, saved rbp, return address]; the last is called by the thread's first function.
  private func recursion(copied: Int) -> StackImage {
    var words: [UInt64] = []
    for frame in 0..<5 {
      words += [0, Image.word(frame * 3 + 4), frame < 4 ? Image.to(0x09) : Image.to(0x87)]
    }
    var image = Image(at: 0x04, rbp: Image.word(1), Array(words.prefix(copied)))
    image.chain = [Image.to(0x04)] + Array(repeating: Image.to(0x09), count: 4) + [Image.to(0x87)]
    return image
  }

  private let whole: [UInt64] = [0x04, 0x09, 0x09, 0x09, 0x09, 0x87]

  /// However much was copied, no frame of the recursion is lost or doubled.
  @Test(arguments: 0...15)
  func `the chain goes on exactly where the copy ends`(copied: Int) {
    #expect(
      recursion(copied: copied).unwound() == StackImage.Result(offsets: whole, end: .root))
  }

  @Test(arguments: 0...14)
  func `without a chain the stack is cut where the copy ends`(copied: Int) {
    var image = recursion(copied: copied)
    image.chain = []
    let expected = Array(whole.prefix(1 + copied / 3))
    #expect(image.unwound() == StackImage.Result(offsets: expected, end: .cut))
  }

  @Test func `spliced stacks are counted`() {
    let unwinder = Image.unwinder()
    _ = recursion(copied: 15).unwound(by: unwinder)
    #expect(unwinder.statistics.spliced == 0)
    _ = recursion(copied: 7).unwound(by: unwinder)
    #expect(unwinder.statistics.spliced == 1)
    #expect(unwinder.statistics.stacks == 2)
    #expect(unwinder.statistics.rooted == 2)
  }

  @Test func `a chain that contradicts the copy is not believed`() {
    var image = recursion(copied: 7)
    image.chain[1] = Image.to(0x76)
    #expect(
      image.unwound() == StackImage.Result(offsets: [0x04, 0x09, 0x09], end: .cut))
  }

  /// The function at 0x33 has six words without a frame pointer; the chain knows its caller's
  /// caller only.
  @Test func `a function without a frame pointer at the copy's end loses its caller only`() {
    var image = Image(at: 0x33, rbp: Image.word(8), [0, 0, 0])
    image.chain = [Image.to(0x33), Image.to(0x87)]
    #expect(image.unwound() == StackImage.Result(offsets: [0x33, 0x87], end: .root))
  }

  @Test func `a chain ends at the first address that is not code`() {
    var image = recursion(copied: 4)
    image.chain[3...] = [0x8, Image.to(0x87)]
    #expect(
      image.unwound() == StackImage.Result(offsets: [0x04, 0x09, 0x09], end: .cut))
  }
}
