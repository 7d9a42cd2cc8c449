import ChainSync
import Foundation
import Testing

@Suite struct BlockFileTests {
  private static let magic: [UInt8] = [0xf9, 0xbe, 0xb4, 0xd9]
  private static let blocks = ChainGenerator.blocks(3, .init(seed: 6, transactionsPerBlock: 1))

  private static func framed(_ bytes: some Collection<UInt8>) -> [UInt8] {
    magic + (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
  }

  private static var file: [UInt8] { blocks.flatMap { framed($0.encoded) } }

  private static func read(_ bytes: [UInt8]) throws -> [Block] {
    var reader = BlockFileReader(bytes, magic: magic)
    return try reader.readAll()
  }

  @Test(arguments: [0, 1, 3, 4, 7, 8, 9, 200_000])
  func `reads blocks up to the end or to the zeros after them`(zeros: Int) throws {
    let padded = Self.file + [UInt8](repeating: 0, count: zeros)
    #expect(try Self.read(padded) == Self.blocks)
    try withFile(padded) { path in
      var reader = try BlockFileReader(path: path, magic: Self.magic)
      #expect(try reader.readAll() == Self.blocks)
      #expect(try reader.next() == nil)
      #expect(reader.offset == padded.count)
    }
  }

  @Test func `an empty file has no blocks`() throws {
    #expect(try Self.read([]).isEmpty)
    #expect(try Self.read([0, 0]).isEmpty)
  }

  /// The offsets count: 8 bytes of prefix, then as many as the block has.
  @Test func `says where a file was cut short`() throws {
    let file = Self.file
    let sizes = Self.blocks.map { $0.encoded.count }
    let starts = [0, 8 + sizes[0], 16 + sizes[0] + sizes[1]]
    for count in file.indices where !starts.contains(count) {
      let index = starts.lastIndex { $0 < count } ?? 0
      let within = count - starts[index]
      let expected: BlockFileError =
        within < 8
        ? .truncated(offset: starts[index], neededBytes: 8, availableBytes: within)
        : .truncated(
          offset: starts[index] + 8, neededBytes: sizes[index], availableBytes: within - 8)
      #expect(throws: expected, "first \(count) bytes") { try Self.read(Array(file.prefix(count))) }
    }
  }

  @Test func `says where another magic stands`() throws {
    var file = Self.file
    let start = 8 + Self.blocks[0].encoded.count
    file[start + 3] = 0xda
    let expected = BlockFileError.magic(
      offset: start, expected: Self.magic, found: [0xf9, 0xbe, 0xb4, 0xda])
    #expect(throws: expected) { try Self.read(file) }
    try withFile(file) { path in
      var reader = try BlockFileReader(path: path, magic: Self.magic)
      #expect(try reader.next() == Self.blocks[0])
      for _ in 0..<2 {
        let error = #expect(throws: BlockFileError.self) { _ = try reader.next() }
        #expect(error == expected)
      }
    }
  }

  @Test(arguments: [0, 90, 1_000_001, 0xffff_ffff])
  func `says where a size is impossible`(size: Int) throws {
    let prefix = Self.magic + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
    let file = Self.framed(Self.blocks[0].encoded) + prefix + [UInt8](repeating: 1, count: 2_000)
    #expect(
      throws: BlockFileError.size(
        offset: 8 + Self.blocks[0].encoded.count + 4, bytes: size, allowed: 91...1_000_000)
    ) { try Self.read(file) }
  }

  @Test(arguments: [4, 5, 11, 70_000])
  func `says where zeros end that should go on`(zeros: Int) throws {
    let file = Self.file + [UInt8](repeating: 0, count: zeros) + [1, 0]
    #expect(throws: BlockFileError.padding(offset: Self.file.count + zeros)) {
      try Self.read(file)
    }
    try withFile(file) { path in
      var reader = try BlockFileReader(path: path, magic: Self.magic)
      let error = #expect(throws: BlockFileError.self) { _ = try reader.readAll() }
      #expect(error == .padding(offset: Self.file.count + zeros))
    }
  }

  @Test func `says which block is damaged`() throws {
    let damaged = Self.blocks[1].encoded.dropLast()
    let file = Self.framed(Self.blocks[0].encoded) + Self.framed(damaged)
    var reader = BlockFileReader(file, magic: Self.magic)
    #expect(try reader.next() == Self.blocks[0])
    let first = #expect(throws: BlockFileError.self) { _ = try reader.next() }
    let again = #expect(throws: BlockFileError.self) { _ = try reader.next() }
    #expect(first == again)
    guard case .block(let offset, .truncated) = first else {
      Issue.record("another error: \(String(describing: first))")
      return
    }
    #expect(offset == 8 + Self.blocks[0].encoded.count + 8)
  }

  @Test func `says which file cannot be read`() throws {
    let path = "/nonexistent/blk00000.dat"
    let missing = #expect(throws: BlockFileError.self) {
      _ = try BlockFileReader(path: path, magic: Self.magic)
    }
    #expect(missing?.description == "Cannot read \(path): No such file or directory.")
    let directory = #expect(throws: BlockFileError.self) {
      var reader = try BlockFileReader(path: "/", magic: Self.magic)
      _ = try reader.next()
    }
    #expect(directory?.description == "Cannot read /: Is a directory.")
  }

  @Test(arguments: [
    (BlockFileError.magic(offset: 1, expected: [1, 2], found: [3, 4]), "0102, not 0304"),
    (.size(offset: 2, bytes: 5, allowed: 91...100), "91 to 100"),
    (.truncated(offset: 3, neededBytes: 8, availableBytes: 2), "8 bytes"),
    (.padding(offset: 4), "a zero"),
    (.block(offset: 5, .witnessNotSupported(offset: 1)), "witness"),
  ])
  func `an error says where and why`(error: BlockFileError, excerpt: String) {
    #expect(error.description.contains(excerpt))
  }

  @Test func `puts blocks in order`() throws {
    let genesis = ChainParameters.generated.genesis.hash
    let shuffled = [Self.blocks[2], Self.blocks[0], Self.blocks[1]]
    #expect(try BlockOrder.sorted(shuffled, after: genesis) == Self.blocks)
    #expect(try BlockOrder.sorted([], after: genesis).isEmpty)
  }

  @Test func `refuses to order what is not one chain`() throws {
    let genesis = ChainParameters.generated.genesis.hash
    let twice = #expect(throws: BlockOrder.Failure.self) {
      try BlockOrder.sorted(Self.blocks + [Self.blocks[1]], after: genesis)
    }
    #expect(twice == .fork(parent: Self.blocks[0].hash))
    #expect(twice?.description.contains("Two blocks") == true)
    let gap = #expect(throws: BlockOrder.Failure.self) {
      try BlockOrder.sorted([Self.blocks[2], Self.blocks[0]], after: genesis)
    }
    #expect(gap == .unconnected(count: 1, first: Self.blocks[2].hash))
    #expect(gap?.description.contains("1 blocks") == true)
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "blocks-\(UUID().uuidString).dat")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }
}
