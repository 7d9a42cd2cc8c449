import BenchModel
import Profiling

/// How to record, whatever is recorded.
struct RecordingSettings: Sendable {
  /// Of a validation that spends its time in libsecp256k1, whose functions have large frames and no
  /// frame pointers, copies of 8 KiB reach the thread's first function in no sample, and copies of
  /// 12 KiB in all of them.
  static let stackBytes = 16_384

  /// Samples a second of processor time: no divisor of anything that repeats.
  var frequency = 997
  var callGraph = CallGraph.copiedStack(bytes: stackBytes)
  /// How long a benchmark is recorded.
  var seconds = 3.0
  /// What is sampled. What is allocated is seen from inside of a program alone.
  var subject = Profiler.Subject.processorTime
  /// Whether each sample's time and thread are kept.
  var keepsTimeline = false

  /// How a program is to sample itself.
  var inside: Profiler.Options {
    Profiler.Options(
      subject: subject, frequency: min(frequency, 10_000),
      unwinding: callGraph == .framePointers ? .framePointers : .callFrameTables)
  }

  /// The events that a profile of it shows, each in a picture of its own, and what is added to a
  /// picture's name; `nil` for the one that was recorded.
  var pictures: [(event: String?, suffix: String)] {
    switch subject {
    case .processorTime: [(nil, "")]
    case .blockedTime: [(nil, "-off-cpu")]
    case .memory: [("allocated-bytes", "-allocated"), ("live-bytes", "-live")]
    }
  }

  /// Reads a recording once for each of the pictures.
  ///
  /// - Parameter name: Of what was recorded.
  func profiles(
    in path: String, _ reading: StackReading, of name: String
  ) throws -> [StackProfile] {
    try pictures.map { picture in
      var reading = reading
      reading.event = picture.event ?? reading.event
      if subject == .blockedTime { reading.countsBlockedTime = true }
      var profile = try StackFile(options: reading, keepsTimeline: keepsTimeline).read(path)
      profile.provenance.subject = name
      return profile
    }
  }

  func request(_ target: RecordingRequest.Target, output: String) -> RecordingRequest {
    var request = RecordingRequest(target, output: output)
    request.frequency = frequency
    request.callGraph = callGraph
    if subject == .blockedTime { request.event = .contextSwitches }
    return request
  }
}
