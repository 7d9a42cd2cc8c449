import BenchModel

/// A flamegraph of one profile.
package struct StackPicture: Sendable {
  let scene: Scene
  let options: PictureOptions
  let provenance: ProfileProvenance

  package init(of profile: StackProfile, options: PictureOptions = PictureOptions())
    throws(PictureError)
  {
    self.options = options
    provenance = profile.provenance
    if options.arrangement == .time {
      scene = try Scene(inTimeOf: profile, options: options)
      return
    }
    let tree = options.separatesThreads ? try profile.treeByThread() : profile.tree
    var scene = try Scene(
      of: options.arrangement == .callers ? tree.callers() : tree, options: options,
      subject: profile.provenance.subject)
    // A stack that is turned over ends in its outermost frame, which says nothing of self time.
    scene.showsOwn = options.arrangement == .calls
    self.scene = scene
  }

  /// How many frames are drawn, the root among them.
  package var drawnFrameCount: Int { scene.boxes.count }
  /// How many were left out because they were too narrow, or deeper than the limit.
  package var omittedFrameCount: Int { scene.narrowCount + scene.deepCount }

  /// The picture as one file that needs no other: UTF-8, well-formed whatever the names are.
  package func svg() -> [UInt8] {
    PictureWriter(
      scene: scene,
      text: PictureText(scene: scene, provenance: provenance, options: options), options: options
    ).svg()
  }
}
