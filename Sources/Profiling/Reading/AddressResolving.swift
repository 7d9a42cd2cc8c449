import BenchModel

/// One function at an address: the function itself, or one that was inlined into it there.
package struct ResolvedFrame: Hashable, Sendable {
  /// As it is to be shown, so demangled where that is wanted.
  package var name: String
  package var kind: FrameKind
  /// The path of the file that the code came from; empty when it is not known.
  package var module: String

  package init(name: String, kind: FrameKind, module: String) {
    self.name = name
    self.kind = kind
    self.module = module
  }
}

/// Knows the functions of files.
///
/// A reader asks in two steps so that a name is made once per function, not once per address: first
/// which place an address belongs to, then, once for each place, which frames stand there. The
/// reader remembers both answers; a resolver need not.
///
/// Addresses are what `MappedFile.Kind` says: offsets into the file for programs, libraries and the
/// vdso; virtual addresses for the kernel and for memory of no file. An address is already that of
/// the instruction to look up: one less than the address a call returns to.
package protocol AddressResolving: AnyObject {
  /// Makes ready to answer for a file. A reader calls it once per file, when it first needs it.
  ///
  /// A file that cannot be read is no error: it has no places.
  ///
  /// - Returns: A number of the resolver's choice, by which it knows the file from then on.
  func open(_ file: MappedFile) -> Int

  /// The place that an address belongs to, or `nil` when no function is known there.
  ///
  /// Without inlined functions a place is a symbol. With them, it is whatever has the same frames.
  /// Two addresses with the same place have the same frames. Places of two files may be equal.
  func place(of address: UInt64, in file: Int) -> UInt32?

  /// The frames of a place: the innermost inlined function first, the function that was called last.
  ///
  /// - Returns: At least one frame.
  func frames(of place: UInt32, in file: Int) -> [ResolvedFrame]
}
