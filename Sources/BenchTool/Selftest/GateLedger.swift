import Foundation

/// Collects gates, and writes each to a file as soon as it is over.
final class GateLedger {
  private(set) var gates: [SelftestGate] = []
  private let file: FileHandle?

  /// - Parameter path: Added to; `nil` for none.
  init(path: String?) throws {
    guard let path else {
      file = nil
      return
    }
    if !FileManager.default.fileExists(atPath: path) {
      _ = try ReportDestination(path: path)
      try Data().write(to: URL(fileURLWithPath: path))
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    self.file = file
  }

  func add(_ gate: SelftestGate) throws {
    gates.append(gate)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try file?.write(contentsOf: encoder.encode(gate) + Data("\n".utf8))
    StandardError.say(
      "\(gate.trial) gate \(gates.count): \(gate.color.rawValue), \(Int(gate.gateSeconds)) s")
  }
}
