import BenchModel

/// What is drawn, in numbers: boxes in units of the profile, not yet in pixels.
struct Scene: Sendable {
  var unit: StackUnit
  var frames: FrameTable
  /// Parents before children, siblings from left to right.
  var boxes: [Box]
  /// Frames left out because they, or a caller of theirs, were too narrow.
  var narrowCount: Int
  /// Frames left out because of the limit of depth, though wide enough.
  var deepCount: Int
  /// Whether counts of samples say more than the weights do.
  var countsSamples: Bool
  /// Whether a box's own weight is its self time; it is not where callers are drawn above.
  var showsOwn = true
  /// Whether there are gaps between siblings that mean something, as in order of time.
  var isInTime = false
  /// One entry a box in a differential picture, else empty.
  var changes: [BoxChange] = []

  var root: Box { boxes[0] }

  var rowCount: Int { Int(boxes.lazy.map(\.row).max() ?? 0) + 1 }

  /// Boxes lie inside their parents and above them, and go from left to right without overlap.
  func checkInvariants() {
    precondition(!boxes.isEmpty, "a picture has a root")
    precondition(boxes[0].parent == -1 && boxes[0].row == 0, "the first box is the root")
    // Weights with decimals do not add up to the last bit.
    let slack = boxes[0].extent * 1e-9
    var edges = [Double](repeating: 0, count: rowCount)
    for index in boxes.indices.dropFirst() {
      let box = boxes[index]
      let parent = Int(box.parent)
      precondition(parent >= 0 && parent < index, "box \(index) comes before its parent")
      precondition(box.row > boxes[parent].row, "box \(index) is not above its parent")
      precondition(
        box.extent > 0 || !changes.isEmpty, "box \(index) is drawn but was never sampled")
      precondition(
        box.own >= 0 && box.own <= box.extent + slack, "box \(index) owns more than it has")
      precondition(box.start >= edges[Int(box.row)] - slack, "box \(index) overlaps its neighbour")
      precondition(
        box.end <= boxes[parent].end + slack, "box \(index) is wider than its parent \(parent)")
      edges[Int(box.row)] = box.end
      precondition(
        box.start >= boxes[parent].start - slack, "box \(index) begins before its parent \(parent)")
    }
    precondition(changes.isEmpty || changes.count == boxes.count, "a change a box, or none")
  }
}
