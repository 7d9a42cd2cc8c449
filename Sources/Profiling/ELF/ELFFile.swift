/// A 64-bit little-endian object file: where its parts lie, and their bytes.
///
/// Whatever the file claims is checked before it is believed: parts that do not lie in the file are
/// left out or come back empty, and only a damaged first header is an error. Compressed debug
/// sections are handed out as they are.
package final class ELFFile: Sendable {
  package struct Section: Hashable, Sendable {
    package let name: String
    /// One of `ELF.SectionType`, or any other number.
    package let type: UInt32
    package let flags: UInt64
    package let address: UInt64
    package let offset: UInt64
    package let size: UInt64
    /// The number of a related section, such as the names of a symbol table.
    package let link: UInt32
    package let info: UInt32
    package let alignment: UInt64
    package let entrySize: UInt64

    package var isExecutable: Bool { flags & 4 != 0 }
  }

  package struct Segment: Hashable, Sendable {
    package let type: UInt32
    package let flags: UInt32
    package let offset: UInt64
    package let address: UInt64
    package let fileSize: UInt64
    package let memorySize: UInt64
    package let alignment: UInt64

    package var isLoaded: Bool { type == 1 }
    package var isExecutable: Bool { flags & 1 != 0 }
  }

  /// The path, or what the caller named the bytes.
  package let name: String
  package let size: UInt64
  /// 2 for a program at fixed addresses, 3 for one that can lie anywhere and for libraries.
  package let type: UInt16
  /// 62 for x86-64, 183 for 64-bit ARM.
  package let machine: UInt16
  package let entry: UInt64
  package let sections: [Section]
  package let segments: [Segment]
  /// What the linker computed from the content, commonly 20 bytes.
  package let buildID: [UInt8]?

  private let content: ELFContent

  /// - Throws: `ELFError` when there is no such file, it may not be read, or it is no such ELF file.
  package convenience init(path: String) throws(ELFError) {
    try self.init(ELFContent(path: path), name: path)
  }

  package convenience init(bytes: [UInt8], name: String) throws(ELFError) {
    try self.init(ELFContent(bytes: bytes), name: name)
  }

  private init(_ content: ELFContent, name: String) throws(ELFError) {
    let header = try ELFHeader(content, name: name)
    self.content = content
    self.name = name
    size = content.size
    type = header.type
    machine = header.machine
    entry = header.entry
    sections = header.sections(content)
    segments = header.segments(content)
    buildID = Self.buildID(content, sections: sections, segments: segments)
  }

  package func section(named name: String) -> Section? {
    sections.first { $0.name == name }
  }

  /// The bytes of a section: none for one that takes no room in the file, fewer than its size where
  /// the file ends early.
  ///
  /// - Complexity: Parts of files over 1 MiB are read anew in each call, so keep what is needed.
  package func withBytes<Result, Failure: Error>(
    of section: Section, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let isInFile = section.type != ELF.SectionType.noBits
    return try content.withBytes(
      at: section.offset, count: isInFile ? section.size : 0, body)
  }

  /// Any bytes of the file, fewer than asked for where it ends.
  package func withBytes<Result, Failure: Error>(
    at offset: UInt64, count: UInt64,
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try content.withBytes(at: offset, count: count, body)
  }

  /// The bytes of a section to keep; see `withBytes(of:_:)`.
  func bytes(of section: Section) -> [UInt8] {
    section.type == ELF.SectionType.noBits
      ? [] : content.bytes(at: section.offset, count: section.size)
  }

  func bytes(at offset: UInt64, count: UInt64) -> [UInt8] {
    content.bytes(at: offset, count: count)
  }
}

/// Numbers of the format that more than one file needs.
package enum ELF {
  package enum SectionType {
    package static let symbols: UInt32 = 2
    package static let relocationsWithAddends: UInt32 = 4
    package static let notes: UInt32 = 7
    package static let noBits: UInt32 = 8
    package static let dynamicSymbols: UInt32 = 11
  }
}
