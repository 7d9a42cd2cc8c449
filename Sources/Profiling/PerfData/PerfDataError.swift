/// Why a recording cannot be read at all. What is merely damaged is read as far as it goes, and
/// noted in `PerfData.notes`.
package enum PerfDataError: Error, Equatable {
  case cannotOpen(path: String, reason: String)
  case cannotRead(source: String, reason: String)
  case isFolder(path: String)
  case empty(source: String)
  case notPerfData(source: String)
  case bigEndian(source: String)
  case firstVersion(source: String)
  case headerCut(source: String, bytes: Int)
  case noEvents(source: String)
  case tooLarge(source: String, limitBytes: Int)
  case noSuchEvent(asked: String, recorded: [String])
}

extension PerfDataError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "Cannot open \(path): \(reason). Record one with 'perf record -g -o \(path) -- command'."
    case .cannotRead(let source, let reason):
      "Cannot read \(source): \(reason)."
    case .isFolder(let path):
      """
      \(path) is a folder, as 'perf record --threads' makes it. \
      Record without '--threads', or turn it to text with 'perf script -i \(path)'.
      """
    case .empty(let source):
      "\(source) is empty: perf wrote nothing, which is what it does when it may not sample."
    case .notPerfData(let source):
      """
      \(source) is no recording of perf: it does not begin with PERFILE2. \
      If it is the text of 'perf script' or folded stacks, collapse it as text.
      """
    case .bigEndian(let source):
      """
      \(source) was recorded on a big-endian machine, and only little-endian recordings are read. \
      Turn it to text there with 'perf script' and collapse that.
      """
    case .firstVersion(let source):
      """
      \(source) has the format of perf before Linux 2.6.37 (PERFFILE). \
      Turn it to text with 'perf script -i \(source)' and collapse that.
      """
    case .headerCut(let source, let bytes):
      "\(source) ends after \(bytes) bytes, within its header. Record again."
    case .noEvents(let source):
      "\(source) describes no event, so its samples cannot be told apart. Record again."
    case .tooLarge(let source, let limitBytes):
      """
      \(source) has more than \(limitBytes) bytes, the most that are kept in memory. \
      Record to a file instead of a pipe, for less time, or at a lower frequency.
      """
    case .noSuchEvent(let asked, let recorded):
      """
      The recording has no event '\(asked)'. \
      It has \(recorded.map { "'\($0)'" }.joined(separator: ", ")).
      """
    }
  }
}
