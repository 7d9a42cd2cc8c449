import BenchTool
import Testing

@Suite struct LinkerInvocationTests {
  /// Cut from what Swift 6.3.1 printed.
  private let plan = #"""
    clang version 21.0.0 (https://github.com/swiftlang/llvm-project.git 11673e6660b2)
    Target: x86_64-unknown-linux-gnu
    Thread model: posix
    InstalledDir: /opt/swift/usr/bin
     "/opt/swift/usr/bin/ld.lld" "--hash-style=gnu" "-o" "a.out" "-rpath=\$ORIGIN"

    """#

  @Test func `the linker and its arguments are on the line that would start it`() throws {
    let invocation = try #require(LinkerInvocation(inPlan: plan))
    #expect(invocation.linker == "/opt/swift/usr/bin/ld.lld")
    #expect(invocation.arguments == #" "--hash-style=gnu" "-o" "a.out" "-rpath=\$ORIGIN""#)
  }

  @Test func `a backslash makes the next character a part of the path`() throws {
    let invocation = try #require(LinkerInvocation(inPlan: #" "/a \"b\"/\$c\\d/ld" "-o""#))
    #expect(invocation.linker == #"/a "b"/$c\d/ld"#)
    #expect(invocation.arguments == #" "-o""#)
  }

  @Test func `linking again names the order, the objects and the output`() {
    let arguments = LinkerInvocation.arguments(
      responseFile: "/k/list", output: "/k/out", orderFile: "/k/order")
    #expect(
      arguments == [
        "@/k/list", "--strip-debug", "-z", "separate-loadable-segments", "-z",
        "max-page-size=16777216", "--threads=1", "-o", "/k/out",
        "--symbol-ordering-file=/k/order", "--no-warn-symbol-ordering",
      ])
    #expect(
      LinkerInvocation.arguments(responseFile: "/k/list", output: "/k/out", orderFile: nil)
        == Array(arguments.dropLast(2)))
  }

  @Test func `a plan that starts nothing is none`() {
    #expect(LinkerInvocation(inPlan: "") == nil)
    #expect(LinkerInvocation(inPlan: "error: no such file\n") == nil)
  }
}
