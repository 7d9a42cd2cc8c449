import BenchModel

/// Whose code a file holds, by its name.
enum ModuleOrigin: Hashable, Sendable {
  /// The Swift runtime and what ships with it: the standard library, dispatch, Foundation.
  case swiftRuntime
  /// The C and C++ libraries and the loader.
  case system
  case other

  private static let runtimePrefixes = [
    "libswift", "libdispatch.", "libBlocksRuntime.", "libFoundation", "lib_Foundation",
  ]
  private static let systemNames: Set<String> = [
    "libc", "ld-linux-x86-64", "ld-linux-aarch64", "ld", "libstdc++", "libm", "libmvec",
    "libpthread", "librt", "libdl", "libgcc_s", "libresolv", "libutil", "libc++", "libc++abi",
    "libnss_files", "libnss_dns", "libanl", "ld-musl-x86_64", "linux-vdso", "[vdso]",
  ]

  init(path: String) {
    let name = path.split(separator: "/").last ?? ""
    if Self.runtimePrefixes.contains(where: { name.hasPrefix($0) }) {
      self = .swiftRuntime
      return
    }
    // `libc.so.6` and `libc-2.31.so` are both `libc`.
    let stem = name.firstRange(of: ".so").map { name[..<$0.lowerBound] } ?? name
    var unversioned = stem
    if let dash = stem.lastIndex(of: "-"), stem[dash...].dropFirst().first?.isNumber == true {
      unversioned = stem[..<dash]
    }
    let isSystem = [stem, unversioned].contains { Self.systemNames.contains(String($0)) }
    self = isSystem ? .system : .other
  }

  /// What a function of such a file is.
  func kind(of symbol: [UInt8], name: String) -> FrameKind {
    switch self {
    case .swiftRuntime: return .runtime
    case .system: return .systemLibrary
    case .other: break
    }
    // With `-static-stdlib` the runtime is part of the program.
    if Self.isOfRuntime(symbol) { return .runtime }
    guard SwiftMangling.isMangled(symbol) else { return .native }
    return SwiftMangling.isOfStandardLibrary(symbol, brief: name) ? .runtime : .swift
  }

  private static let runtimeSymbols: [[UInt8]] = [
    "swift_", "_swift_", "__swift_", "_ZN5swift", "_ZL5swift", "_ZNK5swift", "dispatch_",
    "_dispatch_",
  ].map { Array($0.utf8) }

  private static func isOfRuntime(_ symbol: [UInt8]) -> Bool {
    runtimeSymbols.contains { symbol.starts(with: $0) }
  }
}
