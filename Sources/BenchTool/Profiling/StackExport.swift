import ArgumentParser
import BenchModel
import StackFormats

/// The formats that stacks are written in, besides pictures.
enum StackExport: String, CaseIterable, ExpressibleByArgument {
  case folded, speedscope, pprof, firefox

  /// Whether the format tells when and in which thread a sample was taken.
  var tellsTime: Bool { self == .firefox || self == .speedscope }

  func bytes(of profile: StackProfile) -> [UInt8] {
    switch self {
    case .folded: FoldedText.write(profile.tree)
    case .speedscope: Speedscope.write(profile)
    case .pprof: Pprof.write(profile)
    case .firefox: FirefoxProfile.write(profile)
    }
  }
}
