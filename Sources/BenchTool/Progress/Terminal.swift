import Glibc

/// What a terminal is like.
enum Terminal {
  /// Columns, or `nil` where the descriptor is not a terminal or does not say.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// How wide a table may be: what standard output shows, and 100 columns in a file.
  ///
  /// - Parameter path: The file it goes to; `nil` for standard output.
  static func tableWidth(to path: String? = nil) -> Int {
    path == nil ? width(of: STDOUT_FILENO) ?? 100 : 100
  }
}
