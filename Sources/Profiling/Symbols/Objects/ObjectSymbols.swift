import BenchModel

/// The functions of a program, a library or the vdso.
///
/// Recordings know offsets into the file that was mapped, so an offset is first turned into an
/// address with that file's own segments; symbols may come from a separate file with debug
/// information, which has the same addresses but lies differently.
final class ObjectSymbols: SymbolSource {
  private let program: ELFFile
  private let table: SymbolTable
  private let path: String
  private let origin: ModuleOrigin
  private let style: NameStyle
  private let inlines: InlinePlaces?

  /// - Parameters:
  ///   - program: What was mapped.
  ///   - symbols: Has the symbols; the program itself, or its separate file.
  ///   - path: As frames show it.
  ///   - namesData: Whether an address in a variable has that one's name.
  init(
    program: ELFFile, symbols: ELFFile, path: String, style: NameStyle, inlines: InlinePlaces?,
    namesData: Bool = false
  ) {
    self.program = program
    self.path = path
    self.style = style
    self.inlines = inlines
    origin = ModuleOrigin(path: path)
    table = SymbolTable(symbolsOf: symbols, program: program, includesData: namesData)
  }

  var hasSymbols: Bool { table.count > 0 }

  func place(of offset: UInt64) -> UInt32? {
    guard let address = program.address(ofFileOffset: offset) else { return nil }
    let symbol = table.index(containing: address).map { UInt32(truncatingIfNeeded: $0) }
    return inlines.map { $0.place(of: address, symbol: symbol) } ?? symbol
  }

  func frames(of place: UInt32) -> [ResolvedFrame] {
    guard let inlines else { return [frame(ofSymbol: place)] }
    let (symbol, names) = inlines.content(of: place)
    let inlined = names.dropLast(symbol == nil ? 1 : 0).map {
      ResolvedFrame(name: FunctionName.text($0, style: style), kind: .inlined, module: path)
    }
    // A function that only DWARF knows, of a file whose symbols were stripped.
    let outermost = symbol.map(frame(ofSymbol:)) ?? frame(named: names.last ?? [])
    return inlined + [outermost]
  }

  private func frame(ofSymbol index: UInt32) -> ResolvedFrame {
    frame(named: table.name(at: Int(index)))
  }

  private func frame(named symbol: [UInt8]) -> ResolvedFrame {
    let name = FunctionName.text(symbol, style: style)
    return ResolvedFrame(name: name, kind: origin.kind(of: symbol, name: name), module: path)
  }
}
