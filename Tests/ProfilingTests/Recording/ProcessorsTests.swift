import Testing

@testable import Profiling

/// The format is that of Documentation/admin-guide/cputopology.rst.
@Suite struct ProcessorsTests {
  @Test func `lists of processors are read`() {
    #expect(Processors.parse("0\n") == [0])
    #expect(Processors.parse("0-3\n") == [0, 1, 2, 3])
    #expect(Processors.parse("0,2-4,8\n") == [0, 2, 3, 4, 8])
  }

  @Test(arguments: ["-", "a", "3-1", "0-99999999", "1-2-3", "-1"])
  func `what is no list gives nothing`(list: String) {
    #expect(Processors.parse(list) == nil)
  }
}
