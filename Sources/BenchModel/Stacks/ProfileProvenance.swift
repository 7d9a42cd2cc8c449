/// How a profile was made, as far as its source tells: what every picture says below itself.
package struct ProfileProvenance: Hashable, Sendable, Codable {
  /// How callers were found.
  package enum Unwinding: String, Hashable, Sendable, Codable {
    case framePointers = "frame pointers"
    /// Call-frame tables of `.eh_frame` on a copied piece of the stack, with frame pointers where a
    /// function has none.
    case callFrameTables = "call-frame tables"
    case none = "no callers"
  }

  /// The program, benchmark or file that was looked at.
  package var subject: String?
  /// The command that draws this again.
  package var command: String?
  /// What was counted, as perf names it: `cycles`, `cpu-clock`.
  package var event: String?
  package var unwinding: Unwinding?
  /// Samples a second of processor time: asked for, and come by.
  package var frequencyAsked: Double?
  package var frequencyAchieved: Double?
  package var samples: Int?
  /// Records that the kernel had no room for.
  package var lost: Int?
  /// Samples whose stack does not reach the thread's first function.
  package var truncated: Int?
  /// Frames for which no name was found.
  package var unknownFrames: Int?
  /// Anything else a reader should doubt or know, a sentence each.
  package var notes: [String] = []

  package init() {}
}
