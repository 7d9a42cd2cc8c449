import ArgumentParser

/// An option's value that names a format and the file to write it to: `json:verdict.json`.
struct FormatAndFile<Format: RawRepresentable & CaseIterable> where Format.RawValue == String {
  let format: Format
  let file: String

  /// - Throws: `ValidationError`, which lists the formats.
  init(parsing text: String, of option: String) throws {
    let halves = text.split(separator: ":", maxSplits: 1)
    guard halves.count == 2, let format = Format(rawValue: String(halves[0])) else {
      let formats = Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "'\(option) \(text)' is not format:file, with a format out of \(formats).")
    }
    self.format = format
    file = String(halves[1])
  }
}
