import BenchModel

/// The files of a recording, each with a number.
///
/// A build maps the same libraries into thousands of processes, so a path becomes a string once and
/// is found by its bytes afterwards.
struct RecordedFiles {
  private struct Key: Hashable {
    var path: FrameTable.ID
    var buildID: FrameTable.ID
    /// Of the process, where it matters, and of the start, where that does.
    var process: Int32
    var start: UInt64
  }

  private(set) var files: [MappedFile] = []
  /// Those whose path is the name of the one function in them.
  private(set) var kernelSymbols: Set<UInt32> = []
  private var numbers: [Key: UInt32] = [:]
  private var strings = FrameTable()
  private var buildIDs: [String: [UInt8]] = [:]

  init(buildIDs known: [PerfFeatures.BuildID]) {
    for known in known { buildIDs[known.path] = known.bytes }
  }

  /// The number of what a process mapped.
  mutating func number(of record: PerfMapRecord) -> UInt32 {
    let isNoFile = Self.isNoFile(record.path)
    let key = Key(
      path: strings.intern(record.path), buildID: strings.intern(record.buildID),
      process: isNoFile ? record.pid : -1, start: 0)
    if let number = numbers[key] { return number }
    let path = String(decoding: record.path, as: UTF8.self)
    return add(
      MappedFile(
        path: path, buildID: buildID(record, path: path),
        kind: Self.userKind(path, process: record.pid)),
      as: key)
  }

  /// The number of the kernel or of one of its modules.
  mutating func number(ofKernel record: PerfMapRecord) -> UInt32 {
    let key = Key(
      path: strings.intern(record.path), buildID: strings.intern(record.buildID), process: -2,
      start: record.start)
    if let number = numbers[key] { return number }
    let path = String(decoding: record.path, as: UTF8.self)
    let isKernel = Self.isKernel(path)
    // The kernel's own mapping is named after its first symbol, but its build id is not.
    let name = isKernel && path.hasPrefix("[") ? String(path.prefix { $0 != "]" }) + "]" : path
    return add(
      MappedFile(
        path: name, buildID: buildID(record, path: name),
        kind: isKernel ? .kernel : .kernelModule, start: record.start),
      as: key)
  }

  /// The number of a function that the kernel made while it ran, as if it were a module.
  mutating func number(ofKernelSymbol record: PerfKernelSymbolRecord) -> UInt32 {
    let key = Key(
      path: strings.intern(record.name), buildID: strings.intern(""), process: -4,
      start: record.start)
    if let number = numbers[key] { return number }
    let path = String(decoding: record.name, as: UTF8.self)
    let number = add(
      MappedFile(path: path, kind: .kernelModule, start: record.start), as: key)
    kernelSymbols.insert(number)
    return number
  }

  /// The kernel, for a recording that does not say where it was.
  mutating func numberOfUnmappedKernel() -> UInt32 {
    if let known = files.firstIndex(where: { $0.kind == .kernel }) { return UInt32(known) }
    let path = "[kernel.kallsyms]"
    let key = Key(path: strings.intern(path), buildID: strings.intern(""), process: -3, start: 0)
    return add(MappedFile(path: path, buildID: buildIDs[path] ?? [], kind: .kernel), as: key)
  }

  private mutating func add(_ file: MappedFile, as key: Key) -> UInt32 {
    let number = UInt32(files.count)
    files.append(file)
    numbers[key] = number
    return number
  }

  private func buildID(_ record: PerfMapRecord, path: String) -> [UInt8] {
    record.buildID.isEmpty ? buildIDs[path] ?? [] : Array(record.buildID)
  }

  private static func isKernel(_ path: String) -> Bool {
    path.hasPrefix("[kernel.kallsyms]") || path.hasPrefix("[kernel.vmlinux]")
      || path.split(separator: "/").last?.hasPrefix("vmlinux") == true
  }

  /// Whether the path may stand for memory of no file, so that its meaning depends on the process.
  private static func isNoFile(_ path: UnsafeRawBufferPointer) -> Bool {
    path.first == UInt8(ascii: "[") || path.starts(with: "//".utf8)
      || path.starts(with: "/dev/zero".utf8) || path.starts(with: "/anon_hugepage".utf8)
      || path.starts(with: "/memfd:".utf8) || path.starts(with: "/SYSV".utf8)
  }

  /// - Source: perf's `util/map.c`, which looks for a perf map behind the same names.
  private static func userKind(_ path: String, process: Int32) -> MappedFile.Kind {
    if path == "[vdso]" { return .vdso }
    for prefix in ["//anon", "/dev/zero", "/anon_hugepage", "/memfd:", "/SYSV", "[anon", "[heap]"]
    where path.hasPrefix(prefix) {
      return .perfMap(process: process)
    }
    return path.hasPrefix("[") ? .anonymous : .userFile
  }
}
