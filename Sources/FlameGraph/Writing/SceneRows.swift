import BenchModel

/// Writes the boxes as short rows of text, from which the script draws.
///
/// A row is the number of the box's name and then fields, each a capital and a number, left out
/// where it says what is expected:
///
/// - `U` how many callers ended before this box; 0
/// - `K` rows left empty below it; 0
/// - `G` the gap to its left neighbour; 0
/// - `T` its extent; its parent's
/// - `S` its own weight; 0
/// - `N` its samples; its parent's
///
/// Differential pictures add those of `BoxChange`. Numbers are base 36 where all are whole, else
/// decimal.
struct SceneRows {
  let scene: Scene
  let names: FrameNames
  let radix: UInt

  init(scene: Scene, names: FrameNames) {
    self.scene = scene
    self.names = names
    let isWhole = scene.boxes.allSatisfy {
      Self.isWhole($0.extent) && Self.isWhole($0.own) && (!scene.isInTime || Self.isWhole($0.start))
    }
    let isWholeBefore = scene.changes.allSatisfy {
      Self.isWhole($0.before) && Self.isWhole($0.beforeOwn) && Self.isWhole($0.vanished)
    }
    radix = isWhole && isWholeBefore ? 36 : 10
  }

  private static func isWhole(_ value: Double) -> Bool {
    abs(value) < 0x1p53 && value == value.rounded()
  }

  func append(to buffer: inout MarkupBuffer) {
    var depths = [Int32](repeating: 0, count: scene.boxes.count)
    var edges = scene.isInTime ? scene.boxes.map(\.start) : []
    var previous: Int32 = -1
    for index in scene.boxes.indices {
      let box = scene.boxes[index]
      if index > 0 {
        buffer.appendByte("\n")
        depths[index] = depths[Int(box.parent)] + 1
      }
      buffer.appendNumber(names.number(of: box.frame), radix: radix)
      appendField("U", Int(previous + 1 - depths[index]), to: &buffer)
      previous = depths[index]
      guard index > 0 else {
        appendWeight("T", box.extent, to: &buffer)
        if box.own != 0 { appendWeight("S", box.own, to: &buffer) }
        if scene.countsSamples { appendField("N", box.samples, isAlways: true, to: &buffer) }
        if !scene.changes.isEmpty { append(scene.changes[0], isRoot: true, to: &buffer) }
        continue
      }
      let parent = scene.boxes[Int(box.parent)]
      appendField("K", Int(box.row - parent.row - 1), to: &buffer)
      if scene.isInTime {
        let gap = box.start - edges[Int(box.parent)]
        if gap != 0 { appendWeight("G", gap, to: &buffer) }
        edges[Int(box.parent)] = box.end
      }
      if box.extent != parent.extent { appendWeight("T", box.extent, to: &buffer) }
      if box.own != 0 { appendWeight("S", box.own, to: &buffer) }
      if scene.countsSamples, box.samples != parent.samples {
        appendField("N", box.samples, isAlways: true, to: &buffer)
      }
      if !scene.changes.isEmpty { append(scene.changes[index], isRoot: false, to: &buffer) }
    }
  }

  /// `B` and `A` are the weights before, with and without callees; `V` what vanished; `M` the
  /// samples before; `C` and `D` the color by inclusive and by self change, counted from the
  /// strongest loss; `L` and `H`, `P` and `Q` the bounds of both changes in thousandths of a point.
  private func append(_ change: BoxChange, isRoot: Bool, to buffer: inout MarkupBuffer) {
    if isRoot || change.before != 0 { appendWeight("B", change.before, to: &buffer) }
    if change.beforeOwn != 0 { appendWeight("A", change.beforeOwn, to: &buffer) }
    if change.vanished != 0 { appendWeight("V", change.vanished, to: &buffer) }
    if scene.countsSamples { appendField("M", change.samplesBefore, to: &buffer) }
    appendField("C", change.inclusive.step, to: &buffer)
    appendField("D", change.own.step, to: &buffer)
    append(change.inclusive.interval, "L", "H", to: &buffer)
    append(change.own.interval, "P", "Q", to: &buffer)
  }

  private func append(
    _ interval: ClosedRange<Double>?, _ low: Unicode.Scalar, _ high: Unicode.Scalar,
    to buffer: inout MarkupBuffer
  ) {
    guard let interval else { return }
    appendField(
      low, Int((interval.lowerBound * 100_000).rounded()), isAlways: true, to: &buffer)
    appendField(
      high, Int((interval.upperBound * 100_000).rounded()), isAlways: true, to: &buffer)
  }

  private func appendField(
    _ letter: Unicode.Scalar, _ number: Int, isAlways: Bool = false, to buffer: inout MarkupBuffer
  ) {
    guard isAlways || number != 0 else { return }
    buffer.appendByte(letter)
    buffer.appendNumber(number, radix: radix)
  }

  private func appendWeight(
    _ letter: Unicode.Scalar, _ weight: Double, to buffer: inout MarkupBuffer
  ) {
    buffer.appendByte(letter)
    if radix == 36 {
      buffer.appendNumber(Int(weight), radix: 36)
    } else {
      buffer.appendMarkup("\(weight)")
    }
  }
}
