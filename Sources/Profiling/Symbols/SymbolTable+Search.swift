extension SymbolTable {
  /// Where the function of a name is, as it stands in the file.
  ///
  /// - Complexity: O(*n*) for *n* symbols.
  func addresses(ofFunction name: String) -> Range<UInt64>? {
    let bytes = Array(name.utf8)
    for index in 0..<count where self.name(at: index) == bytes { return addresses(at: index) }
    return nil
  }
}
