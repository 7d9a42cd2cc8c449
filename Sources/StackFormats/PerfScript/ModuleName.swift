/// What the path of a module tells of the frames in it.
enum ModuleName {
  /// The path without ` (deleted)`, which the kernel puts behind a file that was replaced.
  static func path(_ module: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    module.hasSuffix(" (deleted)") ? module.part(0, module.count - 10) : module
  }

  static func fileName(_ module: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let path = path(module)
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return path.part(slash + 1, path.count)
  }

  static func isUnknown(_ module: UnsafeRawBufferPointer) -> Bool {
    module.isEmpty || module.isSame(as: "[unknown]")
  }

  /// The kernel itself, and its modules, which perf shows as `[name]` or as a `.ko` file.
  ///
  /// Memory of programs has names in brackets too: `[heap]`, `[stack]`, `[vdso]`, `[anon:…]`.
  static func isKernel(_ module: UnsafeRawBufferPointer) -> Bool {
    guard !isUnknown(module) else { return false }
    let file = fileName(module)
    if file.hasPrefix("vmlinux") { return true }
    for suffix: StaticString in [".ko", ".ko.xz", ".ko.gz", ".ko.zst"] where file.hasSuffix(suffix)
    {
      return true
    }
    guard module.first == UInt8(ascii: "[") else { return false }
    for user: StaticString in [
      "[vdso", "[vvar", "[vsyscall", "[heap", "[stack", "[anon", "[uprobes", "[JIT]", "[unknown",
    ] where module.hasPrefix(user) {
      return false
    }
    return !module.hasPrefix("[JIT ")
  }

  /// Code made while the program ran: `/tmp/perf-123.map`, `jitted-123-4.so`, `[JIT] tid 123`.
  static func isJustInTime(_ module: UnsafeRawBufferPointer) -> Bool {
    if module.hasPrefix("[JIT") { return true }
    let file = fileName(module)
    if file.hasPrefix("jitted-") { return file.hasSuffix(".so") }
    guard file.hasPrefix("perf-"), file.hasSuffix(".map"), file.count > 9 else { return false }
    return file.part(5, file.count - 4).allSatisfy(\.isDigit)
  }

  static func isRuntime(_ module: UnsafeRawBufferPointer) -> Bool {
    let file = fileName(module)
    return file.hasPrefix("libswift") || file.hasPrefix("libdispatch.")
      || file.hasPrefix("libBlocksRuntime.")
  }

  static func isSystemLibrary(_ module: UnsafeRawBufferPointer) -> Bool {
    if module.isSame(as: "[vdso]") || module.isSame(as: "[vsyscall]") { return true }
    let file = fileName(module)
    for prefix: StaticString in [
      "libc.so", "libc-2", "libm.so", "libm-2", "libpthread", "libdl", "librt.", "ld-linux",
      "ld-2", "libstdc++", "libgcc_s", "libc++", "ld-musl",
    ] where file.hasPrefix(prefix) {
      return true
    }
    return false
  }
}
