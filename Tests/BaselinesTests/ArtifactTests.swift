import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct ArtifactTests {
  private let folder: TemporaryFolder
  private let store: Store
  private let artifacts: ArtifactStore

  init() throws {
    folder = try TemporaryFolder()
    store = try Store(path: "\(folder.path)/.bench/bench.sqlite")
    artifacts = ArtifactStore(of: store)
  }

  private func executable(_ text: String, mode: Int = 0o755) throws -> String {
    let path = try folder.write(Data("#!/bin/sh\necho \(text)\n".utf8), to: "program")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// The oracle for the hash is sha256sum.
  @Test func `an executable is kept under its hash, with its mode, and runs`() throws {
    let source = try executable("hello")
    let kept = try artifacts.keep(
      source, layoutSeed: .max, commit: "abc", toolchain: "Swift 6.3", flags: "-O", now: 100)
    let sum = try ChildProcess.run(["sha256sum", source])
    #expect(sum.output.hasPrefix(kept.sha256))
    #expect(kept.path == "bin/\(kept.sha256)")

    let path = try artifacts.executable(kept.sha256, now: 200)
    #expect(path == "\(folder.path)/.bench/bin/\(kept.sha256)")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o755)
    #expect(try ChildProcess.run([path]).output == "hello\n")

    let known = try store.artifacts()
    #expect(known.count == 1)
    #expect(known[0].lastUsed == 200)
    #expect(known[0].layoutSeed == .max)
    #expect(known[0].commit == "abc")
    #expect(known[0].toolchain == "Swift 6.3")
    #expect(known[0].flags == "-O")
    #expect(known[0].bytes == 21)
  }

  @Test func `what is kept does not follow a build that is written into the same file`() throws {
    let source = try executable("one")
    let kept = try artifacts.keep(source)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: source))
    try file.write(contentsOf: Data("#!/bin/sh\necho two\n".utf8))
    try file.close()
    #expect(try ChildProcess.run([artifacts.executable(kept.sha256)]).output == "one\n")
    #expect(try artifacts.keep(source).sha256 != kept.sha256)
  }

  @Test func `a file larger than a buffer is kept whole`() throws {
    var random = SplitMix64(seed: 5)
    let bytes = Data((0..<700_001).map { _ in UInt8.random(in: 0...255, using: &random) })
    let kept = try artifacts.keep(folder.write(bytes, to: "large"))
    #expect(try content(of: artifacts.executable(kept.sha256)) == bytes)
  }

  @Test func `a damaged executable is not given out, and keeping it again mends it`() throws {
    let source = try executable("hello")
    let kept = try artifacts.keep(source)
    let path = "\(folder.path)/.bench/\(kept.path)"
    try Data("#!/bin/sh\necho evil!\n".utf8).write(to: URL(fileURLWithPath: path))
    let words = message { _ = try artifacts.executable(kept.sha256) }
    #expect(words.contains("was damaged: its content has the hash"))
    #expect(words.contains("--rebuild"))
    #expect(try artifacts.keep(source).sha256 == kept.sha256)
    #expect(try ChildProcess.run([artifacts.executable(kept.sha256)]).output == "hello\n")
  }

  @Test func `what cannot be kept or found is said`() throws {
    #expect(
      throws: ArtifactError.notReadable(path: "/none", reason: "no such file or directory")
    ) { try artifacts.keep("/none") }
    #expect(
      throws: ArtifactError.notReadable(path: folder.path, reason: "it is no regular file")
    ) { try artifacts.keep(folder.path) }
    let hash = String(repeating: "0", count: 64)
    #expect(
      message { _ = try artifacts.executable(hash) } == """
        The executable 000000000000 is not at \(folder.path)/.bench/bin/\(hash) any more. Make it \
        again from its commit with '--rebuild'.
        """)
    let run = Store.identifier(of: RandomRun.ordinary(seed: 1))
    #expect(throws: ArtifactError.store(.noSuchRun(run.text, path: store.path))) {
      try artifacts.keep(executable("x"), of: run)
    }
    // In the place of the folder for executables.
    let other = try Store(path: "\(folder.path)/other/bench.sqlite")
    try Data().write(to: URL(fileURLWithPath: "\(folder.path)/other/bin"))
    #expect(
      throws: ArtifactError.notKept(
        path: "\(folder.path)/other/bin", reason: "file exists")
    ) { try ArtifactStore(of: other).keep(executable("x")) }
  }

  /// Worked out by hand: 21 bytes each; the limit has room for two, one of which a baseline needs.
  @Test func `pruning deletes what was not used for longest, and keeps what baselines need`() throws
  {
    let run = try store.save(RandomRun.ordinary(seed: 1), summaries: [:])
    try store.setBaseline(baseline("main"), to: run)
    let kept = try ["aaaaa", "bbbbb", "ccccc", "ddddd"].enumerated().map { index, text in
      try artifacts.keep(
        executable(text), of: index == 0 ? run : nil, commit: text, now: 100 + index)
    }
    #expect(try store.artifacts(of: run).map(\.sha256) == [kept[0].sha256])
    _ = try artifacts.executable(kept[1].sha256, now: 500)
    let plan = try artifacts.prunePlan(limitBytes: 50)
    #expect(Set(plan.kept.map(\.sha256)) == [kept[0].sha256, kept[1].sha256])
    #expect(plan.removed.map(\.sha256) == [kept[3].sha256, kept[2].sha256])
    #expect(plan.keptBytes == 42)
    #expect(plan.removedBytes == 42)
    for artifact in kept { _ = try artifacts.executable(artifact.sha256, now: 0) }

    try artifacts.prune(plan)
    for artifact in kept[2...] {
      #expect(throws: ArtifactError.self) { try artifacts.executable(artifact.sha256) }
    }
    _ = try artifacts.executable(kept[0].sha256)
    // What is known of a deleted file stays, to make it again.
    #expect(try store.artifacts().count == 4)
    #expect(try artifacts.prunePlan(limitBytes: 0).kept.map(\.sha256) == [kept[0].sha256])
  }

  @Test func `an older executable does not stay because it is small`() {
    let entries = [(9, 10), (5, 20), (1, 30)].map { bytes, used in
      ArtifactPrunePlan.Entry(
        sha256: "\(used)", bytes: bytes, lastUsed: used, isProtected: false)
    }
    let plan = ArtifactPrunePlan(of: entries, limitBytes: 3)
    #expect(plan.kept == [entries[2]])
    #expect(plan.removed == [entries[1], entries[0]])
    #expect(ArtifactPrunePlan(of: entries, limitBytes: 11).kept == [entries[2], entries[1]])
  }

  @Test func `what a killed process left is swept after an hour`() throws {
    _ = try artifacts.keep(executable("x"))
    let leftover = "\(folder.path)/.bench/bin/.incoming-1"
    try Data("half".utf8).write(to: URL(fileURLWithPath: leftover))
    let now = Int(Date.now.timeIntervalSince1970)
    let nothing = ArtifactPrunePlan(of: [], limitBytes: 0)
    try artifacts.prune(nothing, now: now)
    #expect(FileManager.default.fileExists(atPath: leftover))
    try artifacts.prune(nothing, now: now + 3_700)
    #expect(!FileManager.default.fileExists(atPath: leftover))
    #expect(try artifacts.prunePlan(limitBytes: .max).kept.count == 1)
  }
}
