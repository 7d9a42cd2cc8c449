import Testing

@testable import Profiling

@Suite struct RecordingRequestTests {
  private func message(_ change: (inout RecordingRequest) -> Void) -> String? {
    var request = RecordingRequest(.command(["true"]), output: "x")
    change(&request)
    do {
      try request.validate()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `the defaults are in order`() {
    #expect(message { _ in } == nil)
  }

  @Test func `nonsense is refused with the value`() {
    #expect(message { $0.frequency = 0 }?.contains("got 0") == true)
    #expect(message { $0.frequency = 100_001 }?.contains("got 100001") == true)
    #expect(message { $0.callGraph = .copiedStack(bytes: 0) }?.contains("got 0") == true)
    #expect(message { $0.callGraph = .copiedStack(bytes: 65_529) }?.contains("got 65529") == true)
    #expect(message { $0.duration = .zero } != nil)
    #expect(message { $0.target = .process(0) }?.contains("got 0") == true)
    #expect(message { $0.target = .process(-1) } != nil)
    #expect(message { $0.target = .command([]) } != nil)
    #expect(message { $0.target = .command([""]) } != nil)
    #expect(message { $0.target = .command(["a\0b"]) } != nil)
    #expect(message { $0.output = "" } != nil)
  }

  /// The kernel rounds nothing: a size that is no multiple of 8 is EINVAL.
  @Test func `the largest stack is the largest the kernel takes`() {
    #expect(message { $0.callGraph = .copiedStack(bytes: 65_528) } == nil)
    #expect(CallGraph.wholeWords(65_521) == 65_528)
  }
}
