import BenchModel

extension FrameKind {
  /// The kind that a name and its module suggest, where a format does not say it.
  static func guess(
    name: UnsafeRawBufferPointer, module: UnsafeRawBufferPointer
  ) -> FrameKind {
    if ModuleName.isKernel(module) { return .kernel }
    if ModuleName.isJustInTime(module) { return .justInTime }
    if name.isSame(as: "[unknown]") { return .unknown }
    if name.isSame(as: "-") || name.isSame(as: "--") { return .delimiter }
    if ModuleName.isRuntime(module) { return .runtime }
    if ModuleName.isSystemLibrary(module) { return .systemLibrary }
    if name.hasPrefix("$s") || name.hasPrefix("$S") { return .swift }
    if let bracket = name.position(of: UInt8(ascii: "(")),
      SymbolName.isSwift(name, firstBracket: bracket)
    {
      return .swift
    }
    return .native
  }
}
