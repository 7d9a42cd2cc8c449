extension Double {
  /// `2` for 2.0 and `2.5` for 2.5, as a person would type it.
  var asTyped: String {
    magnitude < 1e15 && self == rounded() ? "\(Int(self))" : "\(self)"
  }

  /// `1.67` for 1.6666, and `1.5` for 1.5.
  var inHundredths: String { ((self * 100).rounded() / 100).asTyped }
}
