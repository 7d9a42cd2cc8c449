import Foundation

/// What it takes to link an executable again with its functions in another order: the objects
/// and the command, kept in a folder of their own.
struct LinkKit: Sendable {
  private struct Manifest: Codable {
    let command: LinkCommand
    let objects: Int
  }

  let folder: String
  let command: LinkCommand
  /// A list of the objects, one a line.
  var objectList: String { Self.listPath(in: folder) }

  private static func manifestPath(in folder: String) -> String { "\(folder)/link.json" }
  private static func listPath(in folder: String) -> String { "\(folder)/objects.list" }

  /// Opens a kit that was kept.
  ///
  /// - Throws: `LinkKitError` when it is not there or not whole.
  init(opening folder: String) throws(LinkKitError) {
    guard let data = FileManager.default.contents(atPath: Self.manifestPath(in: folder)),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
      FileManager.default.fileExists(atPath: "\(folder)/\(manifest.objects - 1).o")
    else { throw .notThere(folder) }
    self.folder = folder
    command = manifest.command
  }

  /// Collects the kit of an executable that SwiftPM has just built into `folder`.
  ///
  /// The folder appears as a whole or not at all.
  static func collect(of executable: String, into folder: String) throws(LinkKitError) -> LinkKit {
    if let kept = try? LinkKit(opening: folder) { return kept }
    let url = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
    let configuration = url.deletingLastPathComponent()
    let manifest =
      configuration.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("\(configuration.lastPathComponent).yaml").path
    guard case .success(let text) = ProcFile.text(manifest),
      let found = LinkCommand.find(linking: url.path, inManifest: text),
      case .success(let list) = ProcFile.text(found.objectList)
    else { throw .notBuiltHere(executable) }
    let objects = LinkCommand.objects(inList: list)
    let temporary = "\(folder).\(getpid()).new"
    let files = FileManager.default
    do {
      try? files.removeItem(atPath: temporary)
      try files.createDirectory(atPath: temporary, withIntermediateDirectories: true)
      for (index, object) in objects.enumerated() {
        try files.copyItem(atPath: object, toPath: "\(temporary)/\(index).o")
      }
      let paths = objects.indices.map { "'\(folder)/\($0).o'" }.joined(separator: "\n")
      try Data(paths.utf8).write(to: URL(fileURLWithPath: listPath(in: temporary)))
      try JSONEncoder().encode(Manifest(command: found.command, objects: objects.count))
        .write(to: URL(fileURLWithPath: manifestPath(in: temporary)))
      try files.moveItem(atPath: temporary, toPath: folder)
    } catch {
      try? files.removeItem(atPath: temporary)
      // Somebody else may have been faster.
      if let kept = try? LinkKit(opening: folder) { return kept }
      throw .cannotKeep(folder, error.localizedDescription)
    }
    return try LinkKit(opening: folder)
  }

  /// The same objects in the opposite order.
  func reversed(into folder: String) throws(LinkKitError) -> LinkKit {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let list = try String(contentsOfFile: objectList, encoding: .utf8)
      let lines = list.split(separator: "\n").reversed().joined(separator: "\n")
      try Data(lines.utf8).write(to: URL(fileURLWithPath: Self.listPath(in: folder)))
    } catch {
      throw .cannotKeep(folder, error.localizedDescription)
    }
    return LinkKit(folder: folder, command: command)
  }

  private init(folder: String, command: LinkCommand) {
    self.folder = folder
    self.command = command
  }
}

enum LinkKitError: Error, Equatable {
  case notThere(String)
  case notBuiltHere(String)
  case cannotKeep(String, String)
  case linkFailed(String)
}

extension LinkKitError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notThere(let folder):
      "There are no whole objects in '\(folder)' to link again."
    case .notBuiltHere(let executable):
      "'\(executable)' does not lie in a package's build folder, so its objects are unknown."
    case .cannotKeep(let folder, let reason):
      "The objects could not be kept in '\(folder)': \(reason)"
    case .linkFailed(let output):
      "Linking in another order failed: \(output.split(separator: "\n").first ?? "no message")"
    }
  }
}
