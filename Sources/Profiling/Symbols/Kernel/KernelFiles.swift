/// Finds the symbols of the kernel that was recorded.
final class KernelFiles {
  private let path: String?
  private let debugFiles: DebugFiles
  private let style: NameStyle
  private var symbols: KernelSymbols?
  private var isLoaded = false
  /// Whether the kernel lies elsewhere now, in which case its modules cannot be found.
  private var isMoved = false
  private(set) var notes = SymbolNotes()

  /// - Parameter path: A copy of `/proc/kallsyms` from the recorded machine, if there is one.
  init(path: String?, debugFiles: DebugFiles, style: NameStyle) {
    self.path = path
    self.debugFiles = debugFiles
    self.style = style
  }

  func source(for file: MappedFile) -> (any SymbolSource)? {
    if !isLoaded {
      isLoaded = true
      // Modules have build ids of their own.
      symbols = load(
        recorded: file.kind == .kernel ? file.buildID : [],
        start: file.kind == .kernel ? file.start : 0)
    }
    guard let symbols else { return nil }
    guard file.kind == .kernel else {
      return isMoved ? nil : KernelPlaces(symbols, path: file.path, style: style)
    }
    guard let shift = shift(of: symbols, start: file.start) else { return nil }
    return KernelPlaces(symbols, path: file.path, style: style, shift: shift)
  }

  private static let references = ["_text", "_stext"]

  private func load(recorded: [UInt8], start: UInt64) -> KernelSymbols? {
    if let path {
      guard let text = ProcessFile.bytes(path) else {
        notes.add("The kernel's symbols cannot be read from \(path).")
        return nil
      }
      let symbols = KernelSymbols(text)
      if symbols.count == 0 { notes.add("\(path) has no addresses of kernel functions.") }
      return symbols
    }
    if !recorded.isEmpty, let running = RunningKernel.buildID,
      !BuildID.areSame(running, recorded)
    {
      if let copy = debugFiles.copy(buildID: recorded, named: "kallsyms"),
        let text = ProcessFile.bytes(copy)
      {
        return KernelSymbols(text)
      }
      notes.add(
        """
        The recording is of another kernel than this machine's, so kernel functions have no names. \
        Copy /proc/kallsyms from there and say '--kallsyms <file>'.
        """)
      return nil
    }
    // The kernel takes longer to print its symbols than all else takes here, and `perf record` may
    // have kept them. A copy of another boot has another start, and lacks today's modules.
    if !recorded.isEmpty, start != 0,
      let path = debugFiles.copy(buildID: recorded, named: "kallsyms"),
      let text = ProcessFile.bytes(path)
    {
      let copy = KernelSymbols(text)
      if Self.references.contains(where: { copy.has($0, at: start) }) { return copy }
    }
    guard let text = ProcessFile.bytes(RunningKernel.symbolsPath) else {
      notes.add("\(RunningKernel.symbolsPath) cannot be read, so kernel functions have no names.")
      return nil
    }
    let symbols = KernelSymbols(text)
    if symbols.isHidden { notes.add(RunningKernel.hiddenSymbolsNote) }
    return symbols
  }

  /// How far the kernel moved between the recording and its symbols; `nil` when that makes no sense.
  private func shift(of symbols: KernelSymbols, start: UInt64) -> UInt64? {
    if start == 0 || Self.references.contains(where: { symbols.has($0, at: start) }) { return 0 }
    guard let now = Self.references.lazy.compactMap(symbols.address(of:)).first else { return 0 }
    isMoved = true
    let shift = now &- start
    guard shift & 0xfff == 0 else {
      notes.add(
        """
        The recorded kernel does not begin at the start of a page as this one does, \
        so kernel functions have no names.
        """)
      return nil
    }
    notes.add(
      "The kernel has been started anew since the recording: its modules' functions have no names.")
    return shift
  }
}
