import BenchModel

/// The functions of the kernel, or of one of its modules, at the addresses of the recording.
///
/// A kernel lies elsewhere after each start of a machine. What was recorded before is moved by the
/// distance of its first byte then from that now; modules are loaded one by one and cannot be.
final class KernelPlaces: SymbolSource {
  private let symbols: KernelSymbols
  private let path: String
  private let style: NameStyle
  private let shift: UInt64

  /// - Parameter shift: Is added to recorded addresses, and wraps.
  init(_ symbols: KernelSymbols, path: String, style: NameStyle, shift: UInt64 = 0) {
    self.symbols = symbols
    self.path = path
    self.style = style
    self.shift = shift
  }

  func place(of address: UInt64) -> UInt32? {
    symbols.index(containing: address &+ shift).map { UInt32(truncatingIfNeeded: $0) }
  }

  func frames(of place: UInt32) -> [ResolvedFrame] {
    let name = FunctionName.text(symbols.name(at: Int(place)), style: style)
    return [ResolvedFrame(name: name, kind: .kernel, module: path)]
  }
}
