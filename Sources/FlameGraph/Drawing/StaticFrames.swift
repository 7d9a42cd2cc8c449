import BenchModel

/// Draws the frames as they are seen without a script: in mail, in a terminal, in a repository.
///
/// The wider ones are elements of their own with a title, as many as fit into a budget of bytes;
/// the rest is painted as strips, a path for each kind, in which neighbours of a kind run together.
struct StaticFrames {
  static let rowHeight = 17.0
  static let boxHeight = 16.0
  /// Of a character of the font, at 12 pixels.
  static let columnWidth = 7.2
  /// From this width on a box has an edge that sets it off from its neighbours.
  static let edgedWidth = 4.0
  static let budget = 700_000

  private let scene: Scene
  private let names: FrameNames
  private let labels: BoxLabel
  private let options: PictureOptions
  private let scale: Double
  private let rowCount: Int
  private let top: Double

  init(scene: Scene, names: FrameNames, options: PictureOptions, top: Double) {
    self.scene = scene
    self.names = names
    labels = BoxLabel(scene: scene)
    self.options = options
    scale = options.frameWidth / scene.root.extent
    rowCount = scene.rowCount
    self.top = top
  }

  var height: Double { Double(rowCount) * Self.rowHeight }

  func append(to buffer: inout MarkupBuffer) {
    buffer.append("<g class=\"frames\" role=\"group\" aria-label=\"Frames\">\n")
    let narrowest = narrowestElement()
    var strips: [UInt64] = []
    for index in scene.boxes.indices {
      let box = scene.boxes[index]
      if box.extent <= 0 { continue }
      if box.extent * scale >= narrowest {
        appendElement(index, to: &buffer)
      } else {
        let letter = style(index).0
        strips.append(UInt64(letter) << 56 | UInt64(box.row) << 32 | UInt64(index))
      }
    }
    append(strips.sorted(), to: &buffer)
    buffer.append("</g>\n")
  }

  /// The smallest width in pixels from which on all elements together stay within the budget.
  private func narrowestElement() -> Double {
    let steps = [0, 0.25, 0.5, 1, 2, 4, 8, 16]
    var bytes = [Int](repeating: 0, count: steps.count)
    for box in scene.boxes {
      let width = box.extent * scale
      let step = steps.lastIndex { width >= $0 } ?? 0
      bytes[step] += 160 + names.length(of: box.frame)
    }
    var sum = 0
    for step in steps.indices.reversed() {
      sum += bytes[step]
      if sum > Self.budget { return step + 1 < steps.count ? steps[step + 1] : .infinity }
    }
    return 0
  }

  private func y(ofRow row: Int32) -> Double {
    let place = options.growth == .up ? rowCount - 1 - Int(row) : Int(row)
    return top + Double(place) * Self.rowHeight
  }

  private func style(_ index: Int) -> (UInt8, UInt8) {
    if !scene.changes.isEmpty {
      return ChangeColors.style(step: scene.changes[index].inclusive.step)
    }
    return names.style(of: scene.boxes[index].frame)
  }

  private func appendElement(_ index: Int, to buffer: inout MarkupBuffer) {
    let box = scene.boxes[index]
    let left = PictureOptions.margin + box.start * scale
    let width = box.extent * scale
    let y = y(ofRow: box.row)
    let style = style(index)
    buffer.append("<g class=\"")
    buffer.appendByte(Unicode.Scalar(style.0))
    buffer.appendByte(Unicode.Scalar(style.1))
    if width >= Self.edgedWidth { buffer.append(" w") }
    buffer.append("\"><title>")
    names.append(box.frame, to: &buffer)
    buffer.append(" ")
    buffer.appendText(labels.facts(index))
    buffer.append("</title><rect x=\"")
    buffer.appendHundredths(left)
    buffer.append("\" y=\"")
    buffer.appendHundredths(y)
    buffer.append("\" width=\"")
    // Two decimals of a pixel may round a sliver to nothing.
    buffer.appendHundredths(max(width, 0.01))
    buffer.append("\" height=\"16\"/>")
    let columns = Int((width - 6) / Self.columnWidth)
    if columns >= LabelText.fewestColumns,
      let text = LabelText.fitted(names.shown(box.frame), columns: columns)
    {
      buffer.append("<text x=\"")
      buffer.appendHundredths(left + 3)
      buffer.append("\" y=\"")
      buffer.appendHundredths(y + 12)
      buffer.append("\">")
      buffer.appendText(text)
      buffer.append("</text>")
    }
    buffer.append("</g>\n")
  }

  /// A column of pixels shows the box below its middle, so boxes thinner than a pixel are sampled
  /// and their colors keep their shares.
  ///
  /// - Parameter strips: Boxes by style, then row, then from left to right.
  private func append(_ strips: [UInt64], to buffer: inout MarkupBuffer) {
    var open: Run?
    var letter: UInt8 = 0
    for strip in strips {
      let box = scene.boxes[Int(strip & 0xFFFF_FFFF)]
      // Computed alike for a box's end and its neighbour's start, so that no column is lost.
      let first = Int((PictureOptions.margin + box.start * scale).rounded())
      let end = Int((PictureOptions.margin + box.end * scale).rounded())
      guard end > first else { continue }
      if let run = open, run.key == strip >> 32, first <= run.end {
        open!.end = end
        continue
      }
      if let run = open { append(run, to: &buffer) }
      if UInt8(strip >> 56) != letter {
        if letter != 0 { buffer.append("\"/>\n") }
        letter = UInt8(strip >> 56)
        buffer.append("<path class=\"")
        buffer.appendByte(Unicode.Scalar(letter))
        buffer.append(letter == UInt8(ascii: "p") || letter == UInt8(ascii: "m") ? "3" : "0")
        buffer.append("\" d=\"")
      }
      open = Run(key: strip >> 32, first: first, end: end)
    }
    if let run = open { append(run, to: &buffer) }
    if letter != 0 { buffer.append("\"/>\n") }
  }

  /// Columns of pixels of one color in one row.
  private struct Run {
    /// The style's letter and the row.
    let key: UInt64
    let first: Int
    var end: Int
  }

  private func append(_ run: Run, to buffer: inout MarkupBuffer) {
    buffer.append("M")
    buffer.appendNumber(run.first)
    buffer.append(" ")
    buffer.appendHundredths(y(ofRow: Int32(truncatingIfNeeded: run.key & 0xFF_FFFF)))
    buffer.append("h")
    buffer.appendNumber(run.end - run.first)
    buffer.append("v16H")
    buffer.appendNumber(run.first)
    buffer.append("z")
  }
}
