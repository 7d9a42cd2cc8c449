import BenchModel
import Glibc

/// Names the functions of files: of programs and libraries, the kernel, and just-in-time compilers.
///
/// Each file is opened once. What it could not find is said in `notes`, a sentence each.
package final class Symbolizer: AddressResolving {
  package struct Options: Hashable, Sendable {
    package var style: NameStyle = .short
    /// Takes variables for functions, as perf does: a stack that was followed wrongly leads there.
    package var namesData = false
    /// Tells inlined functions apart, which reads the files' DWARF.
    package var showsInlines = false
    /// Is put before the path of each file, as for a copy of another machine's files.
    package var prefix = ""
    /// A copy of `/proc/kallsyms` of the recorded machine.
    package var kernelSymbols: String?
    /// Where distributions put debug information.
    package var debugFolder = "/usr/lib/debug"
    /// Where `perf record` keeps copies of the files it saw; `nil` when they are not to be used.
    package var perfCache: String? = getenv("HOME").map { String(cString: $0) + "/.debug" }

    package init() {}
  }

  private let options: Options
  private let programs: ProgramFiles
  private let kernel: KernelFiles
  private var sources: [(any SymbolSource)?] = []
  private var own = SymbolNotes()

  package init(_ options: Options = Options()) {
    self.options = options
    var debugFiles = DebugFiles(prefix: options.prefix)
    debugFiles.folder = options.debugFolder
    debugFiles.perfCache = options.perfCache
    programs = ProgramFiles(prefix: options.prefix, debugFiles: debugFiles)
    kernel = KernelFiles(
      path: options.kernelSymbols, debugFiles: debugFiles, style: options.style)
  }

  /// What a reader of the picture must know of missing names.
  package var notes: [String] { programs.notes.all + kernel.notes.all + own.all }

  /// The object file that code was mapped from, if it still is what was recorded.
  package func program(of file: MappedFile) -> ELFFile? { programs.program(of: file) }

  package func open(_ file: MappedFile) -> Int {
    sources.append(source(for: file))
    return sources.count - 1
  }

  package func place(of address: UInt64, in file: Int) -> UInt32? {
    sources[file]?.place(of: address)
  }

  package func frames(of place: UInt32, in file: Int) -> [ResolvedFrame] {
    guard let source = sources[file] else {
      preconditionFailure("file \(file) has no place \(place), it could not be read")
    }
    return source.frames(of: place)
  }

  private func source(for file: MappedFile) -> (any SymbolSource)? {
    switch file.kind {
    case .userFile, .vdso: programs.program(of: file).map { object($0, for: file) }
    case .kernel, .kernelModule: kernel.source(for: file)
    case .perfMap(let process): perfMap(of: process)
    case .anonymous: nil
    }
  }

  private func object(_ program: ELFFile, for file: MappedFile) -> ObjectSymbols {
    let symbols = programs.debugFiles.file(of: program) { $0.linkerSymbols != nil } ?? program
    var inlines: InlinePlaces?
    if options.showsInlines, file.kind == .userFile,
      let debug = programs.debugFiles.file(of: program, where: \.hasDebugInformation),
      let information = DebugInformation(path: debug.name)
    {
      inlines = InlinePlaces(information)
    }
    let source = ObjectSymbols(
      program: program, symbols: symbols, path: file.path, style: options.style, inlines: inlines,
      namesData: options.namesData)
    if !source.hasSymbols {
      own.add("\(file.path) was stripped of all symbols, so its functions have no names.")
    }
    return source
  }

  private func perfMap(of process: Int32) -> PerfMapSymbols? {
    let path = "\(options.prefix)/tmp/perf-\(process).map"
    switch PerfMapFile.read(path) {
    case .text(let text): return PerfMapSymbols(text, path: path, style: options.style)
    case .missing: return nil
    case .foreign(let owner):
      own.add(
        "\(path) belongs to user \(owner), neither root nor this one, so it is not believed.")
      return nil
    }
  }
}
