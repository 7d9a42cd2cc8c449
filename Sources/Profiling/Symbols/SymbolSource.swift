/// The functions of one file, or of what stands for one.
package protocol SymbolSource: AnyObject {
  /// Addresses are as `MappedFile.Kind` says. Equal answers have equal frames.
  func place(of address: UInt64) -> UInt32?
  func frames(of place: UInt32) -> [ResolvedFrame]
}
