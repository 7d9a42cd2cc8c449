import Foundation

/// Where SwiftPM put an executable, and what can be told from that.
package struct BuildLayout: Equatable {
  /// The folder that `--scratch-path` names; `.build` by default.
  package let scratchPath: String
  /// The folder with Package.swift.
  package let packagePath: String
  /// The name of the product.
  package let product: String

  /// Reads `scratch/triple/debug/product`, SwiftPM's layout.
  ///
  /// - Parameter hasManifest: Whether a folder holds a Package.swift.
  /// - Returns: `nil` for an executable that lies elsewhere.
  package init?(executable: String, currentFolder: String, hasManifest: (String) -> Bool) {
    let url = URL(fileURLWithPath: executable)
    let configuration = url.deletingLastPathComponent()
    guard ["debug", "release"].contains(configuration.lastPathComponent) else { return nil }
    let scratch = configuration.deletingLastPathComponent().deletingLastPathComponent()
    // The package is above the scratch folder, unless that was placed elsewhere.
    var folder = scratch.deletingLastPathComponent()
    while !hasManifest(folder.path) && folder.path != "/" { folder.deleteLastPathComponent() }
    if !hasManifest(folder.path) { folder = URL(fileURLWithPath: currentFolder) }
    guard hasManifest(folder.path) else { return nil }
    scratchPath = scratch.path
    packagePath = folder.path
    product = url.lastPathComponent
  }

  /// What a build that is measured has beside `-c release`: each function begins at a cache line,
  /// in a section of its own.
  ///
  /// A function's place within its cache line moves its speed by up to half, and an unrelated
  /// change to the source moves that place. With these flags it stays, and the linker can put each
  /// function where it is wanted.
  package static let measuringFlags = [
    "-Xllvm", "-align-all-functions=6", "-Xfrontend", "-function-sections",
  ]

  /// The scratch folder of measuring builds: one of their own, so that they and those of
  /// `swift build` do not undo each other.
  package var measuringScratchPath: String {
    scratchPath.hasSuffix("/\(Self.measuringFolder)")
      ? scratchPath : "\(scratchPath)/\(Self.measuringFolder)"
  }

  private static let measuringFolder = "measuring"

  package var measuringExecutable: String { "\(measuringScratchPath)/release/\(product)" }

  package var buildArguments: [String] {
    [
      "build", "--package-path", packagePath, "--scratch-path", measuringScratchPath,
      "-c", "release", "--product", product, "-Xcc", "-falign-functions=64",
      "-Xcc", "-ffunction-sections",
    ] + Self.measuringFlags.flatMap { ["-Xswiftc", $0] }
  }
}

extension BuildLayout {
  /// The layout around the running executable.
  init?(of executable: String) {
    self.init(
      executable: executable, currentFolder: FileManager.default.currentDirectoryPath,
      hasManifest: { FileManager.default.fileExists(atPath: "\($0)/Package.swift") })
  }
}
