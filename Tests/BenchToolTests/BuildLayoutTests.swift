import BenchTool
import Testing

@Suite struct BuildLayoutTests {
  private func read(_ executable: String, manifests: Set<String>) -> BuildLayout? {
    BuildLayout(
      executable: executable, currentFolder: "/here", hasManifest: { manifests.contains($0) })
  }

  @Test func `finds the package above its build folder`() throws {
    let layout = try #require(
      read("/p/.build/x86_64-unknown-linux-gnu/debug/bench", manifests: ["/p", "/here"]))
    #expect(layout.packagePath == "/p")
    #expect(layout.measuringExecutable == "/p/.build/measuring/release/bench")
    #expect(
      layout.buildArguments == [
        "build", "--package-path", "/p", "--scratch-path", "/p/.build/measuring", "-c", "release",
        "--product", "bench", "-Xcc", "-falign-functions=64", "-Xcc", "-ffunction-sections",
        "-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xswiftc", "-Xfrontend",
        "-Xswiftc", "-function-sections",
      ])
  }

  @Test func `a measuring build is built in the same folder again`() throws {
    let layout = try #require(
      read("/p/.build/measuring/x86_64-unknown-linux-gnu/release/bench", manifests: ["/p"]))
    #expect(layout.measuringExecutable == "/p/.build/measuring/release/bench")
  }

  @Test func `a scratch folder elsewhere belongs to the package one stands in`() throws {
    let layout = try #require(read("/tmp/s/triple/debug/bench", manifests: ["/here"]))
    #expect(layout.packagePath == "/here")
    #expect(layout.scratchPath == "/tmp/s")
  }

  @Test func `an executable outside of any build folder has none`() {
    #expect(read("/usr/local/bin/bench", manifests: ["/here"]) == nil)
    #expect(read("/tmp/s/triple/debug/bench", manifests: []) == nil)
  }

  /// Cut from a manifest that Swift 6.3.1 wrote.
  @Test func `flags that can change code are found in the manifest`() {
    let manifest = """
      commands:
        "C.my-bench-x86_64-unknown-linux-gnu-release.exe":
          tool: shell
          args: ["/opt/swift/usr/bin/swiftc","-L","/p/release","-module-name","my_bench",\
      "-emit-executable","-Xlinker","--gc-sections"]
        "C.my_bench-x86_64-unknown-linux-gnu-release.module":
          tool: shell
          args: ["/opt/swift/usr/bin/swiftc","-module-name","my_bench","-emit-module-path","/p/m",\
      "-whole-module-optimization","-num-threads","2","-c","@/p/sources","-I","/p/Modules",\
      "-target","x86_64-unknown-linux-gnu","-whole-module-optimization","-O","-j2",\
      "-DSWIFT_PACKAGE","-Xcc","-fmodule-map-file=/p/x","-Xcc","-I","-Xcc","/p/include",\
      "-Xfrontend","-entry-point-function-name","-Xfrontend","my_bench_main","-g","-Xcc","-g",\
      "-enforce-exclusivity=unchecked","-Xcc","-fno-omit-frame-pointer"]
      """
    #expect(
      BuildManifest.flags(ofModule: "my-bench", inManifest: manifest)
        == """
        -whole-module-optimization -target x86_64-unknown-linux-gnu -O -DSWIFT_PACKAGE -g -Xcc -g \
        -enforce-exclusivity=unchecked -Xcc -fno-omit-frame-pointer
        """)
    #expect(BuildManifest.flags(ofModule: "other", inManifest: manifest) == nil)
  }
}
