import Glibc

/// What the terminal at standard output is like.
enum Terminal {
  /// Columns, or `nil` where standard output is not a terminal or does not say.
  static var width: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
