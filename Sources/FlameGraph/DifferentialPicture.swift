import BenchModel

/// A flamegraph of what changed between two profiles.
///
/// It opens with widths as after; buttons in the picture show widths as before, and only what
/// vanished.
package struct DifferentialPicture: Sendable {
  let scene: Scene
  let options: PictureOptions
  let text: PictureText

  /// - Parameters:
  ///   - difference: Of the two profiles' trees.
  ///   - before: How the first was made; its command is not shown.
  ///   - after: How the second was made.
  ///   - command: The command that draws this again.
  package init(
    of difference: DifferentialTree, before: ProfileProvenance = ProfileProvenance(),
    after: ProfileProvenance = ProfileProvenance(), command: String? = nil,
    options: PictureOptions = PictureOptions()
  ) throws(PictureError) {
    let scene = try Scene(of: difference, options: options)
    var text = PictureText(scene: scene, provenance: ProfileProvenance(), options: options)
    text.title = options.title ?? after.subject ?? before.subject ?? "What changed"
    text.head =
      [options.subtitle].compactMap { $0 } + [
        Self.line("Before", before, difference.before, total: difference.beforeWeights[0]),
        Self.line("After", after, difference.after, total: difference.afterWeights[0]),
      ]
    text.foot =
      Self.rules(difference) + PictureText.omissions(scene, options)
      + before.notes.map { "Before: \($0)" } + after.notes.map { "After: \($0)" }
    if let command { text.foot.append("Drawn by: \(command)") }
    self.scene = scene
    self.options = options
    self.text = text
  }

  private static func line(
    _ side: String, _ provenance: ProfileProvenance, _ tree: StackTree, total: Double
  ) -> String {
    var parts = [provenance.subject, provenance.event.map { "event \($0)" }].compactMap { $0 }
    parts += PictureText.facts(of: provenance)
    if provenance.samples == nil { parts.append(Amount.text(total, in: tree.unit)) }
    return "\(side): \(parts.joined(separator: " · "))"
  }

  private static func rules(_ difference: DifferentialTree) -> [String] {
    var lines = [
      """
      Shares are of each side's own total. Colors say how many points a frame's share changed; \
      frames match by name.
      """
    ]
    guard difference.countsSamples else {
      lines.append(
        "These profiles have weights but no counts of samples, so nothing is known of noise, and "
          + "no frame is left grey for it.")
      return lines
    }
    let level = Amount.decimals(ShareChange.level * 100, 0)
    lines.append(
      """
      Grey lies inside sampling noise: by Fisher's exact test no frame of the picture is called \
      changed by mistake in \(level)% of pictures (Holm over what Tarone's rule keeps). \
      Intervals are Newcombe's, \(level)% for one frame. Two runs of one program differ by more \
      than sampling noise.
      """)
    return lines
  }

  package var drawnFrameCount: Int { scene.boxes.count }
  package var omittedFrameCount: Int { scene.narrowCount + scene.deepCount }

  /// The picture as one file that needs no other: UTF-8, well-formed whatever the names are.
  package func svg() -> [UInt8] {
    PictureWriter(scene: scene, text: text, options: options).svg()
  }
}
