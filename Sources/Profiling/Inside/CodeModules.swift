import CBench
import Glibc
import Synchronization

/// Keeps the handler told of what code is loaded and how to find callers in it.
///
/// Tables are made once for each file, by the profiler's own thread, while the program runs on; until
/// then callers are found by frame pointers. They are kept for good, also for the next profiler: the
/// handler may read them at any time.
final class CodeModules {
  /// What tells a file from another that took its place.
  private struct Identity: Hashable {
    let path: String
    let inode: UInt64
    let modified: Int
  }

  private let usesTables: Bool
  private var generation: UInt64?

  /// What all profilers of this process have made so far.
  private struct Kept {
    var tables: [Identity: FrameRowTable] = [:]
    /// Files in which the job entry was looked for.
    var searched: Set<Identity> = []
  }

  private static let kept = Mutex(Kept())

  /// The function that carries a Swift task on.
  private static let jobEntry = "_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE"

  init(usesTables: Bool) { self.usesTables = usesTables }

  /// Looks whether libraries were loaded or unloaded, and takes up what is new.
  ///
  /// - Complexity: some microseconds when nothing changed; else a fifth of a second for a program
  ///   with 20 libraries, most of it once.
  func refresh() {
    let current = bench_loaded_generation()
    guard current != generation else { return }
    generation = current
    var modules = Self.loaded().map(module)
    modules.sort { $0.start < $1.start }
    bench_walk_install(modules, modules.count)
  }

  private static func loaded() -> [bench_loaded_code] {
    var capacity = 256
    while true {
      let code = [bench_loaded_code](unsafeUninitializedCapacity: capacity) { buffer, count in
        let all = bench_loaded(buffer.baseAddress, buffer.count)
        count = min(all, buffer.count)
        capacity = all
      }
      if code.count == capacity { return code }
      capacity += 16
    }
  }

  private func module(_ code: bench_loaded_code) -> bench_code_module {
    var module = bench_code_module()
    module.start = code.start
    module.end = code.end
    module.bias = code.bias
    let name = withUnsafeBytes(of: code.path) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    let path = name.isEmpty ? "/proc/self/exe" : name
    guard let identity = Self.identity(of: path) else { return module }
    Self.kept.withLock { kept in
      if Self.mayHaveJobEntry(path), kept.searched.insert(identity).inserted {
        Self.findJobEntry(in: path, bias: code.bias)
      }
      guard usesTables else { return }
      if kept.tables[identity] == nil { kept.tables[identity] = Self.table(of: path) }
      kept.tables[identity]!.fill(&module)
    }
    return module
  }

  private static func identity(of path: String) -> Identity? {
    // The kernel's own code has a name, but no file.
    guard path.contains("/") else { return Identity(path: path, inode: 0, modified: 0) }
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(path: path, inode: UInt64(status.st_ino), modified: status.st_mtim.tv_sec)
  }

  private static func table(of path: String) -> FrameRowTable {
    let file = path.contains("/") ? try? ELFFile(path: path) : OwnVDSO.file()
    return file.map { FrameRowTable(CallFrameTable(of: $0).compiled()) } ?? FrameRowTable()
  }

  /// It is in the library of Swift's concurrency, or in a program that has that linked in.
  private static func mayHaveJobEntry(_ path: String) -> Bool {
    path.contains("libswift_Concurrency") || path == "/proc/self/exe"
  }

  private static func findJobEntry(in path: String, bias: UInt64) {
    guard let file = try? ELFFile(path: path),
      let range = SymbolTable(symbolsOf: file, program: file)
        .addresses(ofFunction: jobEntry)
    else { return }
    bench_walk_set_job_entry(range.lowerBound &+ bias, range.upperBound &+ bias)
  }
}
