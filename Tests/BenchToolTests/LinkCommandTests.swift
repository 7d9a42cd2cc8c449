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

  @Test func `the driver is asked how it would link the objects`() throws {
    let command = try #require(
      LinkCommand.find(linking: "/p/.build/release/other", inManifest: manifest)
    ).command
    #expect(
      command.arguments(planningObjectList: "/k/list") == [
        "-emit-executable", "@/k/list", "-use-ld=lld", "-Xclang-linker", "-###",
      ])
  }

  @Test func `objects are read with or without quotes`() {
    #expect(
      LinkCommand.objects(inList: "'/a b/1.o'\n/c/2.o\n'/it'\\''s/3.o'\n")
        == ["/a b/1.o", "/c/2.o", "/it's/3.o"])
  }
}
