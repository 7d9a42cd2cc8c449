import BenchModel

/// What stands above and below the frames.
struct PictureText {
  var title: String
  /// The author's line, then how the profile was made.
  var head: [String]
  /// What was left out, doubts, and the command that draws this again.
  var foot: [String]

  init(scene: Scene, provenance: ProfileProvenance, options: PictureOptions) {
    title = options.title ?? provenance.subject ?? "Flamegraph"
    let subject = options.title == nil ? nil : provenance.subject
    head = [options.subtitle, subject, Self.making(provenance, scene: scene, options: options)]
      .compactMap { $0 }.filter { !$0.isEmpty }
    foot = Self.omissions(scene, options) + provenance.notes
    if let command = provenance.command { foot.append("Drawn by: \(command)") }
  }

  private static func making(
    _ provenance: ProfileProvenance, scene: Scene, options: PictureOptions
  ) -> String {
    var parts = [arrangement(options)]
    if let event = provenance.event { parts.append("event \(event)") }
    parts += facts(of: provenance)
    if provenance.samples == nil { parts.append(Amount.text(scene.root.extent, in: scene.unit)) }
    return parts.joined(separator: " · ")
  }

  /// What is known of how one profile was recorded.
  static func facts(of provenance: ProfileProvenance) -> [String] {
    var parts: [String] = []
    switch (provenance.frequencyAsked, provenance.frequencyAchieved) {
    case (let asked?, let achieved?):
      parts.append("\(hertz(asked)) asked, \(hertz(achieved)) achieved")
    case (let asked?, nil): parts.append("\(hertz(asked)) asked")
    case (nil, let achieved?): parts.append("\(hertz(achieved)) achieved")
    case (nil, nil): break
    }
    if let samples = provenance.samples { parts.append(Amount.samples(samples)) }
    for (count, name) in [
      (provenance.lost, "lost"), (provenance.truncated, "truncated"),
      (provenance.unknownFrames, "unknown frames"),
    ] {
      if let count { parts.append("\(Amount.grouped(Double(count))) \(name)") }
    }
    if let unwinding = provenance.unwinding { parts.append("callers by \(unwinding.rawValue)") }
    return parts
  }

  private static func arrangement(_ options: PictureOptions) -> String {
    let arrangement =
      switch options.arrangement {
      case .calls: "calls by name"
      case .callers: "callers by name"
      case .time: "in order of time"
      }
    return options.separatesThreads ? "\(arrangement), by thread" : arrangement
  }

  private static func hertz(_ frequency: Double) -> String {
    "\(Amount.grouped(frequency.rounded())) Hz"
  }

  static func omissions(_ scene: Scene, _ options: PictureOptions) -> [String] {
    var lines: [String] = []
    if scene.narrowCount > 0 {
      let width =
        switch options.minimumWidth {
        case .pixels(let pixels): "\(Amount.short(pixels)) px of \(Amount.short(options.width))"
        case .percent(let percent): "\(Amount.short(percent))%"
        }
      let place = scene.isInTime ? "" : "; the gap at the right end of a frame's callees is theirs"
      lines.append(
        "Not drawn: \(Amount.frames(scene.narrowCount)) narrower than \(width)\(place).")
    }
    if scene.deepCount > 0 {
      lines.append(
        "Not drawn: \(Amount.frames(scene.deepCount)) deeper than \(options.depthLimit).")
    }
    return lines
  }
}

extension Amount {
  static func frames(_ count: Int) -> String {
    count == 1 ? "1 frame" : "\(grouped(Double(count))) frames"
  }

  /// Without a point where there is nothing behind it.
  static func short(_ value: Double) -> String {
    value == value.rounded() ? decimals(value, 0) : "\(value)"
  }
}
