import BenchModel
import Foundation

/// Finds the compiler flags of an executable in the manifest that SwiftPM left beside it.
///
/// Nothing inside of an executable tells its flags. The manifest is that of the last build of
/// the same configuration, which is the executable's own unless somebody built again meanwhile.
package enum BuildManifest {
  static func flags(ofExecutable executable: String) -> Reading<String> {
    let url = URL(fileURLWithPath: executable)
    let configuration = url.deletingLastPathComponent().lastPathComponent
    guard ["debug", "release"].contains(configuration) else {
      return .unavailable(reason: "the executable is not in a package's build folder")
    }
    let manifest = url.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("\(configuration).yaml").path
    return SystemFiles.live.fact(in: manifest) {
      flags(ofModule: url.lastPathComponent, inManifest: $0)
    }
  }

  /// The flags that can change the code of a module; paths and bookkeeping are left out.
  ///
  /// - Parameter text: An llbuild manifest as SwiftPM writes it, one key a line.
  package static func flags(ofModule module: String, inManifest text: String) -> String? {
    let lines = text.split(separator: "\n")
    let name = module.replacingOccurrences(of: "-", with: "_")
    guard
      let arguments =
        lines.lazy
        .filter({ $0.hasPrefix("    args: [") && $0.contains("\"-module-name\",\"\(name)\",") })
        // The command that links names the module too.
        .filter({ !$0.contains("\"-emit-executable\"") })
        .compactMap({ decode($0.dropFirst("    args: ".count)) }).first
    else { return nil }
    return codeFlags(Array(arguments.dropFirst())).joined(separator: " ")
  }

  private static func decode(_ list: Substring) -> [String]? {
    try? JSONDecoder().decode([String].self, from: Data(list.utf8))
  }

  private static let bookkeeping: Set = [
    "-emit-dependencies", "-emit-module", "-c", "-parseable-output", "-serialize-diagnostics",
  ]
  private static let bookkeepingWithValue: Set = [
    "-module-name", "-emit-module-path", "-output-file-map", "-I", "-module-cache-path",
    "-package-name", "-num-threads",
  ]
  private static let passedOn: Set = ["-Xcc", "-Xfrontend", "-Xllvm", "-Xclang-linker"]

  private static func codeFlags(_ arguments: [String]) -> [String] {
    var flags: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if bookkeeping.contains(argument) || argument.hasPrefix("-j") { continue }
      if bookkeepingWithValue.contains(argument) {
        index += 1
        continue
      }
      var words = [argument]
      if passedOn.contains(argument), index < arguments.count {
        words.append(arguments[index])
        index += 1
      }
      let isPath = words.contains { $0.contains("/") || $0 == "-I" }
      let isEntryPoint =
        words.last == "-entry-point-function-name" || words.last == "\(name(in: arguments))_main"
      if isPath || isEntryPoint || flags.suffix(words.count) == words[...] { continue }
      if words.count == 1, flags.contains(argument) { continue }
      flags += words
    }
    return flags
  }

  private static func name(in arguments: [String]) -> String {
    arguments.firstIndex(of: "-module-name").map { arguments[$0 + 1] } ?? ""
  }
}
