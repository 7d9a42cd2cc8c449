import Testing

/// Everything that really records: one after the other, so that no test takes the processor from
/// another, and not at all where the kernel refuses.
@Suite(
  .serialized,
  .enabled(if: LiveRecording.isPossible, "it takes perf, gcc and a kernel that lets us record"))
struct LiveRecordingTests {}
