import Glibc

/// What a terminal is like.
enum Terminal {
  /// Columns, or `nil` where the descriptor is not a terminal or does not say.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
