/// Where the symbols of a program may lie apart from it.
struct DebugFiles {
  /// Is put before each path, as for the files of another machine.
  var prefix: String
  /// `/usr/lib/debug`, where distributions put them.
  var folder = "/usr/lib/debug"
  /// `~/.debug`, where `perf record` keeps copies of what it saw; `nil` without a home.
  var perfCache: String?

  /// The program itself if it has what is wanted, else its separate file that has, else `nil`.
  func file(of program: ELFFile, where isWanted: (ELFFile) -> Bool) -> ELFFile? {
    if isWanted(program) { return program }
    if let buildID = program.buildID {
      for path in paths(buildID: buildID) {
        if let file = try? ELFFile(path: path), file.buildID == buildID, isWanted(file) {
          return file
        }
      }
    }
    return linked(from: program).flatMap { isWanted($0) ? $0 : nil }
  }

  /// The copy of a program that `perf` kept, which may be all that is left of it.
  func copy(buildID: [UInt8], named name: String = "elf") -> String? {
    guard let perfCache, buildID.count > 1 else { return nil }
    let digits = Self.digits(buildID)
    return "\(perfCache)/.build-id/\(digits.prefix(2))/\(digits.dropFirst(2))/\(name)"
  }

  static func digits(_ buildID: [UInt8]) -> String {
    buildID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func paths(buildID: [UInt8]) -> [String] {
    guard buildID.count > 1 else { return [] }
    let digits = Self.digits(buildID)
    let system = "\(prefix)\(folder)/.build-id/\(digits.prefix(2))/\(digits.dropFirst(2)).debug"
    return [system, copy(buildID: buildID)].compactMap { $0 }
  }

  /// The file that the program itself names, if it is the very one.
  private func linked(from program: ELFFile) -> ELFFile? {
    guard let (name, checksum) = program.debugLink else { return nil }
    var folder = program.name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    for path in ["\(folder)/\(name)", "\(folder)/.debug/\(name)"] {
      if let file = checked(path, program: program, checksum: checksum) { return file }
    }
    if !prefix.isEmpty, folder.hasPrefix(prefix) { folder.removeFirst(prefix.count) }
    return checked(
      "\(prefix)\(self.folder)\(folder)/\(name)", program: program, checksum: checksum)
  }

  private func checked(_ path: String, program: ELFFile, checksum: UInt32) -> ELFFile? {
    guard path != program.name, let file = try? ELFFile(path: path) else { return nil }
    if let known = file.buildID, let wanted = program.buildID {
      return known == wanted ? file : nil
    }
    return CRC32(of: file).value == checksum ? file : nil
  }
}

extension ELFFile {
  var hasDebugInformation: Bool {
    sections.contains {
      [".debug_info", ".zdebug_info"].contains($0.name) && $0.type != ELF.SectionType.noBits
    }
  }

  /// The name, without folders, and the checksum of the file that has the debug information.
  var debugLink: (name: String, checksum: UInt32)? {
    guard let section = section(named: ".gnu_debuglink") else { return nil }
    return withBytes(of: section) { buffer in
      let bytes = LittleEndianBytes(buffer)
      guard let name = bytes.zeroTerminated(at: 0, limit: 255), !name.isEmpty,
        !name.contains(UInt8(ascii: "/")),
        let checksum: UInt32 = bytes.integer(at: (UInt64(name.count) + 4) & ~3)
      else { return nil }
      return (String(decoding: name, as: UTF8.self), checksum)
    }
  }
}
