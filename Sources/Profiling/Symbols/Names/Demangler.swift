import Glibc

@_silgen_name("_swift_backtrace_demangle")
private func backtraceDemangle(
  _ name: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<CChar>?,
  _ outputLength: UnsafeMutablePointer<Int>?
) -> UnsafeMutablePointer<CChar>?

@_silgen_name("swift_demangle")
private func swiftDemangle(
  _ name: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<CChar>?,
  _ outputLength: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?

/// The demanglers that every Swift program carries in its runtime.
///
/// They are declared by their symbol rather than looked up, which works with the dynamic and with the
/// static standard library. Names whose demangled form could outgrow memory are refused.
enum Demangler {
  /// A Swift name without modules and types, such as `Box.store(_:at:)`, or a C++ name in full.
  static func brief(_ name: [UInt8]) -> String? {
    demangled(name) { backtraceDemangle($0, $1, nil, nil) }
  }

  /// A Swift name with modules and types.
  static func full(_ name: [UInt8]) -> String? {
    // Any flag but 0 ends the process.
    demangled(name) { swiftDemangle($0, $1, nil, nil, 0) }
  }

  private static func demangled(
    _ name: [UInt8], _ body: (UnsafePointer<CChar>, Int) -> UnsafeMutablePointer<CChar>?
  ) -> String? {
    guard !name.isEmpty, !name.contains(0), MangledGrowth.isBounded(name) else { return nil }
    let result = (name + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress!, name.count) }
    }
    guard let result else { return nil }
    defer { free(result) }
    let text = String(cString: result)
    // What is no name of theirs comes back as it went in.
    return text.isEmpty || text.utf8.elementsEqual(name) ? nil : text
  }
}
