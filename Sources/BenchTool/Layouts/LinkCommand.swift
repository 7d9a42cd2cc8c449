import Foundation

/// How SwiftPM links an executable, taken apart so that it can be linked again in another order.
package struct LinkCommand: Hashable, Codable, Sendable {
  /// The program that links, such as a toolchain's `swiftc`.
  package let linker: String
  /// Everything but the output, the objects and what asks for debug information.
  package let arguments: [String]

  /// The link command of a product, and the file that lists its objects.
  ///
  /// - Parameter text: An llbuild manifest as SwiftPM writes it, one key a line.
  /// - Returns: `nil` when the manifest does not link that executable.
  package static func find(
    linking executable: String, inManifest text: String
  ) -> (command: LinkCommand, objectList: String)? {
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("    args: ["), line.contains("\"-emit-executable\""),
        let words = try? JSONDecoder().decode(
          [String].self, from: Data(line.dropFirst("    args: ".count).utf8)),
        let output = words.firstIndex(of: "-o"), output + 1 < words.count,
        words[output + 1] == executable,
        let list = words.first(where: { $0.hasPrefix("@") && $0.hasSuffix(".LinkFileList") })
      else { continue }
      var arguments = words
      arguments.removeSubrange(output...output + 1)
      arguments.removeFirst()
      arguments.removeAll { $0 == list || $0 == "-g" }
      return (LinkCommand(linker: words[0], arguments: arguments), String(list.dropFirst()))
    }
    return nil
  }

  /// The arguments with which the driver, instead of linking these objects, prints how it would
  /// start the linker.
  package func arguments(planningObjectList objectList: String) -> [String] {
    arguments + ["@\(objectList)", "-use-ld=lld", "-Xclang-linker", "-###"]
  }

  /// The paths in a list of objects, one a line, quoted where SwiftPM thought it wise.
  package static func objects(inList text: String) -> [String] {
    text.split(separator: "\n").map { line in
      var path = line[...]
      if path.count >= 2, path.first == "'", path.last == "'" {
        path = path.dropFirst().dropLast()
      }
      return path.replacingOccurrences(of: "'\\''", with: "'")
    }
  }
}
