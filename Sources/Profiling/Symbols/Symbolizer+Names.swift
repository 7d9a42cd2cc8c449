extension Symbolizer {
  /// The name to show for a mangled symbol of Swift, C++ or Rust.
  ///
  /// - Returns: `nil` for a symbol that is not mangled.
  @Sendable package static func displayName(ofMangled symbol: String) -> String? {
    let name = FunctionName.text(Array(symbol.utf8), style: .short)
    return name == symbol ? nil : name
  }
}
