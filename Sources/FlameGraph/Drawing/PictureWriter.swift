import BenchModel

/// Puts a picture together: text, frames, their data, style and script, in one file.
struct PictureWriter {
  let scene: Scene
  let text: PictureText
  let options: PictureOptions

  func svg() -> [UInt8] {
    let names = FrameNames(scene: scene, rootName: options.rootName)
    var buffer = MarkupBuffer()
    buffer.reserve(1 << 20)
    let columns = Int((options.frameWidth) / StaticFrames.columnWidth)
    let head = text.head.map { LabelText.wrapped($0, columns: columns) }
    let foot = text.foot.map { LabelText.wrapped($0, columns: columns) }
    let legend = Legend(scene: scene)
    let titleColumns = Int(options.frameWidth / (StaticFrames.columnWidth * 17 / 12))
    let title = LabelText.fitted(
      text.title.isEmpty ? "Flamegraph" : text.title, columns: titleColumns)

    let legendTop = 34 + Double(head.joined().count) * 16 + 6
    let legendHeight = legend.height(width: options.frameWidth)
    let frames = StaticFrames(
      scene: scene, names: names, options: options, top: legendTop + legendHeight + 8)
    let footTop = legendTop + legendHeight + 8 + frames.height + 8
    let height = footTop + Double(foot.joined().count) * 16 + 10

    appendOpening(height: height, to: &buffer)
    buffer.append("<g class=\"head\">\n")
    appendParagraph([title ?? "…"], y: 26, style: "p title", to: &buffer)
    var y = 46.0
    for lines in head {
      appendParagraph(lines, y: y, style: "p", to: &buffer)
      y += Double(lines.count) * 16
    }
    buffer.append("</g>\n")
    legend.append(top: legendTop, width: options.frameWidth, to: &buffer)
    frames.append(to: &buffer)
    buffer.append("<g class=\"foot\">\n")
    y = footTop + 12
    for lines in foot {
      appendParagraph(lines, y: y, style: "p", to: &buffer)
      y += Double(lines.count) * 16
    }
    buffer.append("</g>\n")
    appendData(names: names, to: &buffer)
    buffer.append("<script><![CDATA[\n")
    buffer.appendMarkup(PictureScript.text)
    buffer.append("]]></script>\n</svg>\n")
    return buffer.bytes
  }

  private func appendOpening(height: Double, to buffer: inout MarkupBuffer) {
    buffer.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fg\" width=\"")
    buffer.appendHundredths(options.width)
    buffer.append("\" height=\"")
    buffer.appendHundredths(height)
    buffer.append("\" viewBox=\"0 0 ")
    buffer.appendHundredths(options.width)
    buffer.append(" ")
    buffer.appendHundredths(height)
    buffer.append("\" role=\"group\" aria-label=\"")
    buffer.appendText(text.title)
    buffer.append("\">\n<title>")
    buffer.appendText(text.title)
    buffer.append("</title>\n<desc>")
    buffer.appendText(text.head.joined(separator: "\n"))
    buffer.append("</desc>\n<style>\n")
    buffer.appendMarkup(StyleSheet.text(isDifferential: !scene.changes.isEmpty))
    buffer.append("</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n")
  }

  /// One element with a line for each; the script joins and breaks them anew.
  private func appendParagraph(
    _ lines: [String], y: Double, style: StaticString, to buffer: inout MarkupBuffer
  ) {
    buffer.append("<text class=\"")
    buffer.append(style)
    buffer.append("\">")
    for (index, line) in lines.enumerated() {
      buffer.append("<tspan x=\"10\" y=\"")
      buffer.appendHundredths(y + Double(index) * 16)
      buffer.append("\">")
      buffer.appendText(index + 1 < lines.count ? line + " " : line)
      buffer.append("</tspan>")
    }
    buffer.append("</text>\n")
  }

  /// Three parts with an empty line between: modules, names (style, name, tab, number of the
  /// module), and rows. It is text to the script as to everyone else.
  private func appendData(names: FrameNames, to buffer: inout MarkupBuffer) {
    let rows = SceneRows(scene: scene, names: names)
    buffer.append("<metadata class=\"data\" data-unit=\"")
    switch scene.unit {
    case .samples: buffer.append("samples\" data-kind=\"samples")
    case .nanoseconds: buffer.append("ns\" data-kind=\"time")
    case .bytes: buffer.append("bytes\" data-kind=\"bytes")
    case .events(let name):
      buffer.appendText(name)
      buffer.append("\" data-kind=\"events")
    }
    buffer.append("\" data-radix=\"")
    buffer.appendNumber(Int(rows.radix))
    buffer.append("\" data-growth=\"")
    buffer.append(options.growth == .up ? "up\"" : "down\"")
    if scene.countsSamples { buffer.append(" data-samples=\"\"") }
    if scene.showsOwn { buffer.append(" data-own=\"\"") }
    if scene.isInTime { buffer.append(" data-time=\"\"") }
    if !scene.changes.isEmpty { buffer.append(" data-differential=\"\"") }
    buffer.append(">")
    var modules: [String: Int] = ["": 0]
    var modulePaths: [String] = []
    for entry in names.entries {
      let path = names.module(of: entry.frame)
      if modules[path] == nil {
        modulePaths.append(path)
        modules[path] = modulePaths.count
      }
    }
    for path in modulePaths {
      buffer.appendText(path)
      buffer.append("\n")
    }
    buffer.append("\n")
    for entry in names.entries {
      buffer.appendByte(Unicode.Scalar(entry.style.0))
      buffer.appendByte(Unicode.Scalar(entry.style.1))
      names.append(entry.frame, to: &buffer)
      if let module = modules[names.module(of: entry.frame)], module != 0 {
        buffer.append("\t")
        buffer.appendNumber(module)
      }
      buffer.append("\n")
    }
    buffer.append("\n")
    rows.append(to: &buffer)
    buffer.append("</metadata>\n")
  }
}
