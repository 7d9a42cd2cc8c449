import BenchModel

/// The colors that occur in a picture, with what they mean.
struct Legend {
  struct Item {
    let style: String
    let label: String
  }

  let items: [Item]

  init(scene: Scene) {
    guard scene.changes.isEmpty else {
      items = ChangeColors.legend
      return
    }
    var seen = Set<FrameKind>()
    for box in scene.boxes where box.frame != Box.noFrame {
      seen.insert(scene.frames.kind(box.frame))
    }
    items = Palette.entries.filter { seen.contains($0.kind) }
      .map { Item(style: "\($0.letter)0", label: $0.label) }
  }

  private func width(_ item: Item) -> Double {
    18 + Double(item.label.count) * StaticFrames.columnWidth + 16
  }

  /// Where each item begins, in lines of the width.
  private func places(width: Double) -> [(x: Double, line: Int)] {
    var places: [(x: Double, line: Int)] = []
    var (x, line) = (0.0, 0)
    for item in items {
      if x > 0, x + self.width(item) > width { (x, line) = (0, line + 1) }
      places.append((x, line))
      x += self.width(item)
    }
    return places
  }

  func height(width: Double) -> Double {
    items.isEmpty ? 0 : Double((places(width: width).last?.line ?? 0) + 1) * 18
  }

  func append(top: Double, width: Double, to buffer: inout MarkupBuffer) {
    buffer.append("<g class=\"legend\" role=\"list\" aria-label=\"Colors\">\n")
    for (item, place) in zip(items, places(width: width)) {
      let x = PictureOptions.margin + place.x
      let y = top + Double(place.line) * 18
      buffer.appendMarkup(
        """
        <g role="listitem" transform="translate(\(x) \(y))">\
        <rect class="\(item.style)" width="12" height="12" y="1" rx="2"/>\
        <text class="p" x="18" y="11">
        """)
      buffer.appendText(item.label)
      buffer.append("</text></g>\n")
    }
    buffer.append("</g>\n")
  }
}
