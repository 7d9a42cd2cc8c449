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
  /// Whether each sample's time and thread are kept.
  var keepsTimeline = false

  func request(_ target: RecordingRequest.Target, output: String) -> RecordingRequest {
    var request = RecordingRequest(target, output: output)
    request.frequency = frequency
    request.callGraph = callGraph
    return request
  }
}
