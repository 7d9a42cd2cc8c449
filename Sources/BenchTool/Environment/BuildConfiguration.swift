/// What the compiler that built this executable was told, as far as the code can see it.
enum BuildConfiguration {
  static var isDebug: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// The newest version that the compiler claims to be. The C compiler of the same toolchain,
  /// which is recorded beside it, names the exact sources it was built from.
  static var swiftVersion: String {
    #if compiler(>=6.4)
      "Swift 6.4 or newer"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }
}
