import Testing

@testable import BenchTool

@Suite struct PictureFolderTests {
  @Test(arguments: [
    ("sync/validate/signatures=10/blocks=1000", "sync-validate-signatures=10-blocks=1000"),
    ("a b;c", "a-b-c"), ("../../etc/passwd", "stacks..-..-etc-passwd"), ("..", "stacks.."),
    ("/", "stacks"), ("naïve/größe", "naïve-größe"), ("a\u{0}b\nc", "a-b-c"),
  ])
  func `a name becomes a file in the folder, and nowhere else`(name: String, file: String) {
    #expect(PictureFolder.fileName(of: name) == file)
  }

  @Test func `a name of any length is one that file systems take`() {
    let name = String(repeating: "long", count: 1_000)
    #expect(PictureFolder.fileName(of: name).utf8.count <= 200)
  }
}
