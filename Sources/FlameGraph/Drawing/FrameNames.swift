import BenchModel

/// The distinct names a picture shows, numbered in the order in which they are drawn.
struct FrameNames {
  struct Entry {
    let frame: FrameTable.ID
    /// The letter and digit of the style class.
    let style: (UInt8, UInt8)
  }

  private(set) var entries: [Entry] = []
  private var numbers: [Int32]
  private let frames: FrameTable
  private let rootName: String

  /// A longer name is cut: it would be shown nowhere in full.
  static let longestName = 2_000

  init(scene: Scene, rootName: String) {
    frames = scene.frames
    self.rootName = rootName.isEmpty ? "all" : rootName
    numbers = Array(repeating: -1, count: scene.frames.count)
    let isPlain = !scene.changes.isEmpty
    for box in scene.boxes {
      if box.frame == Box.noFrame {
        entries.append(Entry(frame: box.frame, style: (UInt8(ascii: "t"), UInt8(ascii: "0"))))
      } else if numbers[Int(box.frame)] < 0 {
        numbers[Int(box.frame)] = Int32(entries.count)
        let style =
          isPlain
          ? (UInt8(ascii: "n"), UInt8(ascii: "0"))
          : frames.withName(box.frame) {
            Palette.styleClass(kind: frames.kind(box.frame), name: $0)
          }
        entries.append(Entry(frame: box.frame, style: style))
      }
    }
  }

  /// The number of the box's name; the root's is 0.
  func number(of frame: FrameTable.ID) -> Int {
    frame == Box.noFrame ? 0 : Int(numbers[Int(frame)])
  }

  func style(of frame: FrameTable.ID) -> (UInt8, UInt8) { entries[number(of: frame)].style }

  /// The name as it is shown, which is never empty.
  func shown(_ frame: FrameTable.ID) -> String {
    guard frame != Box.noFrame else { return rootName }
    let name = frames.name(frame)
    if name.isEmpty { return "(no name)" }
    guard name.utf8.count > Self.longestName else { return name }
    // A character may have any number of bytes, so both are limited.
    let scalars = name.unicodeScalars.prefix(Self.longestName / 2)
    return "\(String(String.UnicodeScalarView(scalars)))… (\(name.utf8.count) bytes)"
  }

  /// The length of the name in bytes, without making a string of it.
  func length(of frame: FrameTable.ID) -> Int {
    frame == Box.noFrame
      ? rootName.utf8.count : min(frames.withName(frame) { $0.count }, Self.longestName)
  }

  func append(_ frame: FrameTable.ID, to buffer: inout MarkupBuffer) {
    let length = frame == Box.noFrame ? 0 : frames.withName(frame) { $0.count }
    if length == 0 || length > Self.longestName {
      buffer.appendText(shown(frame))
    } else {
      frames.withName(frame) { buffer.appendText($0) }
    }
  }

  /// The path of the frame's module, or nothing.
  func module(of frame: FrameTable.ID) -> String {
    frame == Box.noFrame ? "" : frames.modules[Int(frames.module(frame))]
  }
}
