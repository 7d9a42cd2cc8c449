import BenchModel
import Foundation

/// A run as one JSON file, to carry it from store to store.
///
/// The outermost object is the run itself, as `--format json` writes it, so a report of that
/// format can be imported too; its keys that a run does not have are skipped. `architecture` is
/// added, which a run does not say.
package struct RunFile: Hashable, Sendable {
  package let run: Run
  /// Of the machine that made the run; `nil` when the file does not say.
  package let architecture: String?

  package init(run: Run, architecture: String?) {
    self.run = run
    self.architecture = architecture
  }

  /// The file's content, ending in a line feed: keys sorted, one line for each field of the run.
  ///
  /// - Throws: `LineError` when a number of the run is not finite, which JSON cannot say.
  /// - Complexity: O(*n*) in the number of samples.
  package func content(for file: String) throws(LineError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let json = try encoder.encode(Document(run: run, architecture: architecture))
      return JSONText.brokenAtOutermostMembers(Array(json)) + [UInt8(ascii: "\n")]
    } catch {
      throw LineError(
        file: file, line: nil, "the run has a number that is infinite or not a number.")
    }
  }

  /// Reads a file's content.
  ///
  /// - Parameter file: Its path, for the words of an error.
  /// - Throws: `LineError` with the line, the field, and what was expected there.
  package init(parsing bytes: [UInt8], file: String) throws(LineError) {
    do {
      let data = Data(bytes)
      let decoder = JSONDecoder()
      let preface = try decoder.decode(Preface.self, from: data)
      guard preface.schema <= Run.currentSchema else {
        throw LineError(
          file: file, line: JSONText(bytes).line(of: ["schema"]),
          """
          the run has the schema \(preface.schema), this bench reads up to \
          \(Run.currentSchema). Update bench.
          """)
      }
      guard preface.observationColumns == Observation.columns else {
        throw LineError(
          file: file, line: JSONText(bytes).line(of: ["observationColumns"]),
          "expected the columns \(Observation.columns.joined(separator: ", ")).")
      }
      self.init(
        run: try decoder.decode(Run.self, from: data), architecture: preface.architecture)
    } catch let error as LineError {
      throw error
    } catch let error as DecodingError {
      throw Self.lineError(error, bytes: bytes, file: file)
    } catch {
      throw LineError(file: file, line: nil, "expected a run in JSON.")
    }
  }

  private struct Preface: Decodable {
    let schema: Int
    let observationColumns: [String]
    let architecture: String?
  }

  private struct Document: Encodable {
    let run: Run
    let architecture: String?

    private enum CodingKeys: CodingKey {
      case architecture
    }

    func encode(to encoder: any Encoder) throws {
      try run.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(architecture, forKey: .architecture)
    }
  }

  private static func lineError(
    _ error: DecodingError, bytes: [UInt8], file: String
  ) -> LineError {
    let text = JSONText(bytes)
    if let mistake = text.mistake {
      return LineError(
        file: file, line: text.line(at: mistake.offset),
        "expected \(mistake.expected): this is not JSON, or it is cut off.")
    }
    let (context, problem): (DecodingError.Context, String) =
      switch error {
      case .keyNotFound(let key, let context): (context, "expected a field '\(key.stringValue)'")
      case .typeMismatch(let type, let context): (context, "expected \(name(of: type))")
      case .valueNotFound(let type, let context): (context, "expected \(name(of: type)), got null")
      case .dataCorrupted(let context): (context, context.debugDescription)
      @unknown default:
        (DecodingError.Context(codingPath: [], debugDescription: ""), "expected a run")
      }
    let path = context.codingPath
    let field = path.isEmpty ? "" : " in '\(JSONText.description(of: path))'"
    let sentence = problem.hasSuffix(".") ? String(problem.dropLast()) : problem
    return LineError(
      file: file, line: text.line(of: path), "\(sentence)\(field).")
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is Int.Type, is UInt64.Type: "a whole number"
    case is Double.Type: "a number"
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is [String: Any].Type: "an object"
    case is [Any].Type: "an array"
    default: "an object, an array or a value that a '\(type)' is made of"
    }
  }
}

extension RunFile {
  /// Reads either kind of file that a run is exported to.
  ///
  /// - Throws: `LineError`, also when there is no such file.
  package static func read(from path: String) throws(LineError) -> RunFile {
    guard let bytes = try TextFile.read(path) else {
      throw LineError(file: path, line: nil, "there is no such file.")
    }
    return try parsed(bytes, path)
  }

  private static func parsed(_ bytes: [UInt8], _ path: String) throws(LineError) -> RunFile {
    SampleTable.recognizes(bytes)
      ? try SampleTable.parse(bytes, path: path) : try RunFile(parsing: bytes, file: path)
  }

  /// - Returns: `nil` for what is no file of this kind, or none at all, whatever else is wrong with
  ///   it.
  /// - Throws: `LineError` for a run that is damaged.
  package static func readIfOwn(_ path: String) throws(LineError) -> RunFile? {
    (try? isOwn(path)) == true ? try read(from: path) : nil
  }

  /// Without keeping the file, which may be another program's of any size.
  private static func isOwn(_ path: String) throws(FileFailure) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw FileFailure(code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    let mark = Array("\"observationColumns\"".utf8)
    var isFirst = true
    var isFound = false
    var carried: [UInt8] = []
    try FileContent.forEachPart(of: file) { part in
      if isFirst { isFound = SampleTable.recognizes(Array(part)) }
      isFirst = false
      guard !isFound else { return }
      // The mark may lie across two parts.
      let text = carried + part
      isFound = text.firstRange(of: mark) != nil
      carried = text.suffix(mark.count - 1)
    }
    return isFound
  }

  /// Replaces the file whole.
  package func write(to path: String) throws(LineError) {
    try TextFile.write(content(for: path), to: path)
  }
}
