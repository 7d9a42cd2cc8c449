import Foundation
import Profiling

/// A shell that waits for input, as gdb sees it: its registers, stack, mappings and callers.
struct WaitingProcess {
  var registers = UserRegisters()
  var stack: [UInt8] = []
  var space = AddressSpace()
  var files: [MappedFile] = []
  /// The addresses of gdb's frames, innermost first.
  var frames: [UInt64] = []

  /// Looked at once, before anything is tested; `nil` where there is no gdb, or it may not attach.
  static let shell = WaitingProcess(running: "/bin/bash", ["-c", "read line"])

  private static let gdb = "/usr/bin/gdb"

  /// Prints what is wanted, a line each: a word that says what, and hexadecimal digits or text.
  private static let script = """
    python
    frame = gdb.newest_frame()
    while frame:
      print('frame %x' % frame.pc()); frame = frame.older()
    frame = gdb.newest_frame()
    value = lambda name: int(frame.read_register(name)) & (2**64 - 1)
    for name in ('rip', 'rsp', 'rbp', 'rbx'): print(name, '%x' % value(name))
    for line in open('/proc/%d/maps' % gdb.selected_inferior().pid):
      print('map', line.strip())
      if '[stack]' in line: end = int(line.split()[0].split('-')[1], 16)
    pointer = value('rsp')
    print('stack', bytes(gdb.selected_inferior().read_memory(pointer, end - pointer)).hex())
    end
    """

  private init?(running program: String, _ arguments: [String]) {
    guard FileManager.default.isExecutableFile(atPath: Self.gdb) else { return nil }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: program)
    shell.arguments = arguments
    let input = Pipe()
    shell.standardInput = input
    guard (try? shell.run()) != nil else { return nil }
    defer {
      // The end of its input ends it; the signals that would are blocked in a test's thread, which
      // it inherits.
      try? input.fileHandleForWriting.close()
      shell.waitUntilExit()
    }
    guard Self.waits(shell.processIdentifier), let text = Self.look(at: shell.processIdentifier)
    else { return nil }
    for line in text.split(separator: "\n") { take(line) }
    guard !frames.isEmpty, !stack.isEmpty else { return nil }
  }

  /// Whether the process came to its `read`, which is system call 0.
  private static func waits(_ pid: Int32) -> Bool {
    for _ in 0..<200 {
      let call = FileHandle(forReadingAtPath: "/proc/\(pid)/syscall")?.readDataToEndOfFile()
      if call?.starts(with: "0 0x0 ".utf8) == true { return true }
      usleep(10_000)
    }
    return false
  }

  private static func look(at pid: Int32) -> String? {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("waiting-process-\(getpid()).gdb")
    guard (try? script.write(to: file, atomically: true, encoding: .utf8)) != nil else {
      return nil
    }
    defer { try? FileManager.default.removeItem(at: file) }
    let gdb = Process()
    gdb.executableURL = URL(fileURLWithPath: Self.gdb)
    gdb.arguments = [
      "-batch", "-nx", "-ex", "set backtrace past-main on", "-ex", "set backtrace past-entry on",
      "-x", file.path, "-p", "\(pid)",
    ]
    let output = Pipe()
    gdb.standardOutput = output
    gdb.standardError = FileHandle.nullDevice
    guard (try? gdb.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    gdb.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func take(_ line: Substring) {
    let words = line.split(separator: " ")
    guard words.count >= 2 else { return }
    let number = UInt64(words[1], radix: 16)
    switch (words[0], number) {
    case ("frame", let number?): frames.append(number)
    case ("rip", let number?): set(\.ip, bit: 8, number)
    case ("rsp", let number?): set(\.sp, bit: 7, number)
    case ("rbp", let number?): set(\.bp, bit: 6, number)
    case ("rbx", let number?): set(\.bx, bit: 1, number)
    case ("stack", _):
      var digits = words[1].utf8.makeIterator()
      while let high = digits.next(), let low = digits.next() {
        stack.append(Self.value(high) << 4 | Self.value(low))
      }
    case ("map", _): map(words.dropFirst())
    default: break
    }
  }

  private mutating func set(
    _ register: WritableKeyPath<UserRegisters, UInt64>, bit: UInt64, _ value: UInt64
  ) {
    registers[keyPath: register] = value
    registers.present |= 1 << bit
  }

  private static func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }

  /// `7f8b88040000-7f8b88066000 r-xp 00026000 fe:00 1234 /usr/lib/libc.so.6`
  private mutating func map(_ words: ArraySlice<Substring>) {
    let words = Array(words)
    guard words.count >= 6, words[1].contains("x"), words[5].hasPrefix("/"),
      let offset = UInt64(words[2], radix: 16)
    else { return }
    let range = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
    guard range.count == 2 else { return }
    space.map(
      AddressSpace.Mapping(
        start: range[0], end: range[1], fileOffset: offset, file: UInt32(files.count)))
    files.append(MappedFile(path: String(words[5]), kind: .userFile))
  }
}
