import BenchModel
import FlameGraph
import Foundation
import StackFormats

/// The folder that pictures of benchmarks are written into, with the stacks they were drawn from.
struct PictureFolder {
  let path: String

  private static let mostBytes = 200

  /// - Parameter path: Made if need be.
  init(_ path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw PictureFolderError.cannotMake(path, error.localizedDescription)
    }
  }

  /// Writes `<name>.svg` and `<name>.folded`.
  ///
  /// - Returns: The path of the picture.
  func write(
    _ profile: StackProfile, as name: String, options: PictureOptions
  ) throws -> String {
    let svg = "\(path)/\(Self.fileName(of: name)).svg"
    try write(StackPicture(of: profile, options: options).svg(), to: svg)
    try write(
      FoldedText.write(profile.tree), to: "\(path)/\(Self.fileName(of: name)).folded")
    return svg
  }

  func write(_ bytes: [UInt8], to path: String) throws {
    try ReportDestination(path: path).write(bytes)
  }

  /// Slashes and spaces of a benchmark's name would make folders or need quotes.
  ///
  /// - Parameter suffix: What tells this file from others of the same name; never cut.
  /// - Returns: A name that every file system takes: at most 200 bytes before the suffix.
  static func fileName(of name: String, suffix: String = "") -> String {
    let parts = name.unicodeScalars.split { scalar in
      !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || ["-", "_", ".", "="].contains(scalar))
    }
    let joined = parts.map(String.init).joined(separator: "-")
    // A name of dots would be a folder, and one of a dot first would be hidden.
    var file = joined.isEmpty || joined.hasPrefix(".") ? "stacks\(joined)" : joined
    while file.utf8.count > mostBytes { file.removeLast() }
    return file + suffix
  }
}

enum PictureFolderError: Error, CustomStringConvertible {
  case cannotMake(String, String)

  var description: String {
    switch self {
    case .cannotMake(let path, let reason):
      "The folder '\(path)' for the pictures cannot be made: \(reason). Choose another '--output'."
    }
  }
}
