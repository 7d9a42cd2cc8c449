import BenchModel

/// Lines of stacks as frames of a table, each distinct line read once.
struct PerfScriptFrames: Sendable {
  private let showsAddresses: Bool
  private let demangle: (@Sendable (String) -> String?)?
  /// The distinct lines.
  private(set) var lines = TextTable(limitBytes: 64 << 20)
  /// The frame that each line stands for; above `manyFrames`, the number of a list.
  private var frameOfLine: [UInt32] = []
  /// The frames of lines that stand for any number but one, innermost first.
  private var lists: [[FrameTable.ID]] = []
  private static let manyFrames: UInt32 = 1 << 31

  init(showsAddresses: Bool, demangle: (@Sendable (String) -> String?)?) {
    self.showsAddresses = showsAddresses
    self.demangle = demangle
  }

  enum Outcome {
    case frame(line: UInt32)
    /// A frame on a line that has no number, because there are too many of them.
    case unnumberedFrame
    case notAFrame
  }

  /// Appends what a line stands for, innermost first.
  @inline(__always)
  mutating func read(
    _ line: UnsafeRawBufferPointer, in table: inout FrameTable, onto stack: inout [FrameTable.ID]
  ) -> Outcome {
    let place = lines.find(line)
    guard let number = place.number else {
      return readNew(line, at: place, in: &table, onto: &stack)
    }
    let frame = frameOfLine[Int(number)]
    if frame < Self.manyFrames {
      stack.append(frame)
    } else {
      stack.append(contentsOf: lists[Int(frame - Self.manyFrames)])
    }
    return .frame(line: number)
  }

  private mutating func readNew(
    _ line: UnsafeRawBufferPointer, at place: TextTable.Place, in table: inout FrameTable,
    onto stack: inout [FrameTable.ID]
  ) -> Outcome {
    guard let frame = PerfScriptFrameLine(line) else { return .notAFrame }
    let ids = Array(frames(of: frame, in: &table).reversed())
    stack.append(contentsOf: ids)
    guard table.count < Int(Self.manyFrames), let number = lines.add(line, at: place) else {
      return .unnumberedFrame
    }
    if ids.count == 1 {
      frameOfLine.append(ids[0])
    } else {
      frameOfLine.append(Self.manyFrames + UInt32(lists.count))
      lists.append(ids)
    }
    return .frame(line: number)
  }

  /// From the outermost.
  private func frames(
    of line: PerfScriptFrameLine, in table: inout FrameTable
  ) -> [FrameTable.ID] {
    var module = FrameTable.noModule
    if !ModuleName.isUnknown(line.module) {
      module = table.internModule(ModuleName.path(line.module).text)
    }
    guard !line.symbol.isEmpty, !line.symbol.isSame(as: "[unknown]") else {
      let kind: FrameKind = ModuleName.isKernel(line.module) ? .kernel : .unknown
      return [table.intern(unnamed(line), kind: kind, module: module)]
    }
    if let demangle, let name = demangle(line.symbol.text), !name.isEmpty {
      var name = name
      return name.withUTF8 { bytes in
        let bytes = UnsafeRawBufferPointer(bytes)
        let isSwift = line.symbol.hasPrefix("$s") || line.symbol.hasPrefix("$S")
        let guess = FrameKind.guess(name: isSwift ? line.symbol : bytes, module: line.module)
        return [table.intern(bytes, kind: line.isInlined ? .inlined : guess, module: module)]
      }
    }
    let functions = SymbolName.functions(in: line.symbol)
    return functions.enumerated().map { index, function in
      let name = SymbolName.shortened(function)
      var kind = FrameKind.guess(name: function, module: line.module)
      if index > 0 || line.isInlined { kind = .inlined }
      return table.intern(name, kind: kind, module: module)
    }
  }

  /// `[libm.so.6]`, `[kernel.kallsyms]`, `[unknown]`, with the address where it was asked for.
  private func unnamed(_ line: PerfScriptFrameLine) -> String {
    var name = "unknown"
    if !ModuleName.isUnknown(line.module) {
      name = ModuleName.fileName(line.module).text
      if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    }
    return showsAddresses ? "[\(name) <\(line.address.text)>]" : "[\(name)]"
  }
}
