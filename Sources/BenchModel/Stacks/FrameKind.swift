/// What a frame is part of, which decides its color and the mark it carries in folded text.
package enum FrameKind: UInt8, Hashable, Sendable, Codable, CaseIterable {
  /// Of a program or library of which nothing more is known.
  case native
  /// Swift code that is not the language's runtime.
  case swift
  /// The Swift runtime and standard library, its concurrency and dispatch.
  case runtime
  /// C and C++ libraries: libc, libstdc++, the loader.
  case systemLibrary
  case kernel
  /// Inlined into the frame below it, so no call of its own.
  case inlined
  /// Made while the program ran, such as by a just-in-time compiler.
  case justInTime
  /// A caller that is suspended at an `await`: it is on the heap, not on the stack.
  case awaiting
  /// The name of a process or thread in place of a function.
  case thread
  /// An address for which there is no name.
  case unknown
  /// A line between stacks of two kinds, such as `--`.
  case delimiter
}

extension FrameKind {
  /// The mark behind a name in folded text, as the known collapsers and renderers have it.
  package var foldedMark: String {
    switch self {
    case .kernel: "_[k]"
    case .inlined: "_[i]"
    case .justInTime: "_[j]"
    case .native, .swift, .runtime, .systemLibrary, .awaiting, .thread, .unknown, .delimiter: ""
    }
  }
}
