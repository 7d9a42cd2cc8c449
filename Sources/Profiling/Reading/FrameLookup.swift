import BenchModel

/// From addresses in files to frames, each address resolved once.
struct FrameLookup {
  /// The frames at one address: a frame's own number, with a bit that says whether it is nameless,
  /// or, with the highest bit set, a place in `lists` where their number and then the frames stand,
  /// innermost first.
  typealias Frames = UInt32

  private static let listBit: UInt32 = 1 << 31
  private static let namelessBit: UInt32 = 1 << 30

  private let resolver: any AddressResolving
  private let showsUnknownAddresses: Bool
  private var addresses = PairTable()
  private var places = PairTable()
  private var lists: [FrameTable.ID] = []
  /// By the recording's numbers of files: the resolver's, and the frame of its nameless addresses.
  private var opened: [Int?] = []
  private var nameless: [Frames?] = []
  private var unmapped: Frames?
  /// What stands for a function where it is suspended, by its own number.
  private var suspended: [FrameTable.ID: Frames] = [:]

  init(resolver: any AddressResolving, showsUnknownAddresses: Bool) {
    self.resolver = resolver
    self.showsUnknownAddresses = showsUnknownAddresses
  }

  /// The frames at an address that was resolved before.
  @inline(__always) func known(_ address: UInt64, in file: UInt32) -> Frames? {
    let known = addresses.find(address, file)
    return known == PairTable.empty ? nil : known
  }

  /// For an address where nothing is mapped.
  mutating func frames(unmapped address: UInt64, table: inout FrameTable) -> Frames {
    if showsUnknownAddresses {
      return Self.namelessBit
        | table.intern("[unknown <\(String(address, radix: 16))>]", kind: .unknown)
    }
    if let unmapped { return unmapped }
    let frame = Self.namelessBit | table.intern("[unknown]", kind: .unknown)
    unmapped = frame
    return frame
  }

  /// Whether no function is known there.
  @inline(__always) func isNameless(_ frames: Frames) -> Bool {
    frames & (Self.listBit | Self.namelessBit) == Self.namelessBit
  }

  /// Calls back with each frame, the outermost first.
  @inline(__always) func forEachOutermostFirst(
    _ frames: Frames, _ body: (FrameTable.ID) -> Void
  ) {
    guard frames & Self.listBit != 0 else { return body(frames & ~Self.namelessBit) }
    let start = Int(frames & ~Self.listBit)
    var index = start + Int(lists[start])
    while index > start {
      body(lists[index])
      index -= 1
    }
  }

  /// The function that was called, around whatever was inlined into it.
  func outermost(_ frames: Frames) -> FrameTable.ID {
    guard frames & Self.listBit != 0 else { return frames & ~Self.namelessBit }
    let start = Int(frames & ~Self.listBit)
    return lists[start + Int(lists[start])]
  }

  /// The function at an address that is suspended there: whatever is inlined, it is one caller. Of
  /// the runtime, it stays a part of that.
  mutating func awaiting(_ frames: Frames, table: inout FrameTable) -> Frames {
    if isNameless(frames) { return frames }
    let running = outermost(frames)
    if table.kind(running) == .runtime { return running }
    if let known = suspended[running] { return known }
    let module = table.module(running)
    let name = table.withName(running) { Array($0) }
    let frame = name.withUnsafeBytes { table.intern($0, kind: .awaiting, module: module) }
    suspended[running] = frame
    return frame
  }

  /// Asks the resolver.
  ///
  /// - Precondition: The address is not known yet.
  @inline(never) mutating func resolve(
    _ address: UInt64, in file: UInt32, of files: RecordedFiles, table: inout FrameTable
  ) -> Frames {
    let frames: Frames
    if files.kernelSymbols.contains(file) {
      frames = namelessFrame(address, file, files, &table)
    } else {
      let number = open(file, of: files)
      if let place = resolver.place(of: address, in: number) {
        frames = self.frames(of: place, in: number, file: file, table: &table)
      } else {
        frames = namelessFrame(address, file, files, &table)
      }
    }
    addresses.insert(address, file, frames)
    return frames
  }

  private mutating func open(_ file: UInt32, of files: RecordedFiles) -> Int {
    let index = Int(file)
    while opened.count <= index { opened.append(nil) }
    if let number = opened[index] { return number }
    let number = resolver.open(files.files[index])
    opened[index] = number
    return number
  }

  private mutating func frames(
    of place: UInt32, in number: Int, file: UInt32, table: inout FrameTable
  ) -> Frames {
    let known = places.find(UInt64(place), file)
    if known != PairTable.empty { return known }
    let ids = resolver.frames(of: place, in: number).map {
      table.intern($0.name, kind: $0.kind, module: table.internModule($0.module))
    }
    precondition(!ids.isEmpty, "place \(place) of file \(number) has no frame")
    let frames: Frames
    if ids.count == 1 {
      frames = ids[0]
    } else {
      frames = UInt32(lists.count) | Self.listBit
      lists.append(UInt32(ids.count))
      lists.append(contentsOf: ids)
    }
    places.insert(UInt64(place), file, frames)
    return frames
  }

  /// Named after the file, as the known collapsers do: `[libc.so.6]`.
  private mutating func namelessFrame(
    _ address: UInt64, _ file: UInt32, _ files: RecordedFiles, _ table: inout FrameTable
  ) -> Frames {
    let index = Int(file)
    while nameless.count <= index { nameless.append(nil) }
    if !showsUnknownAddresses, let frame = nameless[index] { return frame }
    let mapped = files.files[index]
    let module = table.internModule(mapped.path)
    if files.kernelSymbols.contains(file) {
      let frame = table.intern(mapped.path, kind: .kernel, module: module)
      nameless[index] = frame
      return frame
    }
    var name = mapped.path.split(separator: "/").last.map(String.init) ?? "unknown"
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    let address = showsUnknownAddresses ? " <\(String(address, radix: 16))>" : ""
    let frame =
      Self.namelessBit | table.intern("[\(name)\(address)]", kind: .unknown, module: module)
    nameless[index] = frame
    return frame
  }
}
