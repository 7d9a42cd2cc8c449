import BenchModel
import Foundation
import StackFormats

/// A profile as the store keeps it: how it was made as a line of JSON, and its stacks as pprof, which
/// any copy of pprof reads when the line is cut off.
enum StoredStacks {
  static func encode(_ profile: StackProfile) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(profile.provenance) + [UInt8(ascii: "\n")] + Pprof.write(profile)
  }

  static func decode(_ content: Data) throws -> StackProfile {
    guard let end = content.firstIndex(of: UInt8(ascii: "\n")) else {
      throw StackFormatError.damaged(.pprof, problem: "the store has no stacks in it")
    }
    let provenance = try JSONDecoder().decode(ProfileProvenance.self, from: content[..<end])
    var profile = try content[(end + 1)...].withUnsafeBytes { try Pprof.read($0) }
    profile.provenance = provenance
    return profile
  }
}
