/// Finds the files that a recording names, if they are still those that were recorded.
final class ProgramFiles {
  let debugFiles: DebugFiles
  private let prefix: String
  private var found: [MappedFile: ELFFile?] = [:]
  private(set) var notes = SymbolNotes()

  /// What the kernel puts behind the path of a file that was removed while it ran.
  private static let deleted = " (deleted)"

  init(prefix: String, debugFiles: DebugFiles) {
    self.prefix = prefix
    self.debugFiles = debugFiles
  }

  /// The program, library or vdso that was mapped; `nil` for what is no file, is gone or has changed.
  func program(of file: MappedFile) -> ELFFile? {
    if let known = found[file] { return known }
    let program: ELFFile? =
      switch file.kind {
      case .userFile: userFile(file)
      case .vdso: vdso(file)
      case .kernel, .kernelModule, .anonymous, .perfMap: nil
      }
    found[file] = .some(program)
    return program
  }

  private func userFile(_ file: MappedFile) -> ELFFile? {
    let isDeleted = file.path.hasSuffix(Self.deleted)
    let path = isDeleted ? String(file.path.dropLast(Self.deleted.count)) : file.path
    var sentence: String
    do throws(ELFError) {
      let program = try ELFFile(path: prefix + path)
      switch program.isRecorded(as: file.buildID) {
      case true?: return program
      case nil where !isDeleted: return program
      case nil:
        sentence = "\(path) was removed while it ran, so its functions have no names."
      case false?:
        sentence = """
          \(path) has changed since the recording (build id then \(digits(file.buildID)), now \
          \(digits(program.buildID ?? []))), so its functions have no names.
          """
      }
    } catch {
      sentence = "\(error)"
    }
    if let copy = copy(of: file, named: "elf") { return copy }
    notes.add(sentence)
    return nil
  }

  private func vdso(_ file: MappedFile) -> ELFFile? {
    let own = OwnVDSO.file()
    if let own, own.isRecorded(as: file.buildID) != false { return own }
    if let copy = copy(of: file, named: "vdso") { return copy }
    notes.add("The recorded kernel's [vdso] is not this kernel's, so its functions have no names.")
    return nil
  }

  /// What `perf record` kept of a file, found by its build id.
  private func copy(of file: MappedFile, named name: String) -> ELFFile? {
    guard let path = debugFiles.copy(buildID: file.buildID, named: name),
      let copy = try? ELFFile(path: path), copy.isRecorded(as: file.buildID) == true
    else { return nil }
    return copy
  }

  private func digits(_ buildID: [UInt8]) -> String {
    String(DebugFiles.digits(buildID).prefix(12))
  }
}

extension ELFFile {
  /// Whether this is what a recording means; `nil` when one of the two has no build id.
  func isRecorded(as recorded: [UInt8]) -> Bool? {
    guard let buildID, !recorded.isEmpty else { return nil }
    return BuildID.areSame(buildID, recorded)
  }
}

enum BuildID {
  /// Recordings have room for 20 bytes, and fill it up with zeros.
  static func areSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    let length = min(one.count, other.count)
    return one.prefix(length) == other.prefix(length)
      && one.dropFirst(length).allSatisfy { $0 == 0 }
      && other.dropFirst(length).allSatisfy { $0 == 0 }
  }
}
