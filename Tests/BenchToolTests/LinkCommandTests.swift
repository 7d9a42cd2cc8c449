import BenchTool
import Testing

@Suite struct LinkCommandTests {
  /// Cut from a manifest that Swift 6.3.1 wrote.
  private let manifest = """
    commands:
      "C.bench-x86_64-unknown-linux-gnu-release.exe":
        tool: shell
        args: ["/opt/swift/usr/bin/swiftc","-L/usr/lib/x86_64-linux-gnu","-lsecp256k1","-o",\
    "/p/.build/release/bench","-module-name","bench","-emit-executable","-Xlinker","--gc-sections",\
    "@/p/.build/release/bench.product/Objects.LinkFileList","-target","x86_64-unknown-linux-gnu",\
    "-g"]
      "C.other-x86_64-unknown-linux-gnu-release.exe":
        tool: shell
        args: ["/opt/swift/usr/bin/swiftc","-o","/p/.build/release/other","-emit-executable",\
    "@/p/.build/release/other.product/Objects.LinkFileList"]
    """

  @Test func `the command of a product is found and taken apart`() throws {
    let found = try #require(
      LinkCommand.find(linking: "/p/.build/release/bench", inManifest: manifest))
    #expect(found.objectList == "/p/.build/release/bench.product/Objects.LinkFileList")
    #expect(found.command.linker == "/opt/swift/usr/bin/swiftc")
    #expect(
      found.command.arguments == [
        "-L/usr/lib/x86_64-linux-gnu", "-lsecp256k1", "-module-name", "bench", "-emit-executable",
        "-Xlinker", "--gc-sections", "-target", "x86_64-unknown-linux-gnu",
      ])
    #expect(LinkCommand.find(linking: "/p/.build/release/none", inManifest: manifest) == nil)
    #expect(LinkCommand.find(linking: "/p/.build/release/bench", inManifest: "") == nil)
  }

  @Test func `linking again names the order, the objects and the output`() throws {
    let command = try #require(
      LinkCommand.find(linking: "/p/.build/release/other", inManifest: manifest)
    ).command
    #expect(
      command.arguments(
        objectList: "/k/list", output: "/k/out", orderFile: "/k/order") == [
          "-emit-executable", "@/k/list", "-o", "/k/out", "-use-ld=lld", "-Xlinker",
          "--strip-debug", "-Xlinker", "-z", "-Xlinker", "separate-loadable-segments", "-Xlinker",
          "-z", "-Xlinker", "max-page-size=16777216", "-Xlinker",
          "--symbol-ordering-file=/k/order", "-Xlinker", "--no-warn-symbol-ordering",
        ])
  }

  @Test func `objects are read with or without quotes`() {
    #expect(
      LinkCommand.objects(inList: "'/a b/1.o'\n/c/2.o\n'/it'\\''s/3.o'\n")
        == ["/a b/1.o", "/c/2.o", "/it's/3.o"])
  }
}
