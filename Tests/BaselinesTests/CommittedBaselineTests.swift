import Baselines
import BaselinesTestSupport
import BenchModel
import Foundation
import Testing

@Suite struct CommittedBaselineTests {
  private static let text = """
    #bench-baseline 1\tclass=x86_64-amd-epyc-7b13-2c\tcompiler=Swift 6.3\tflags=-O -g
    actors/counting/n=8\tallocations\t1000012\t0%\t5
    actors/counting/n=8\tcpu_time\t8.124e-07\t0.61%\t5
    actors/counting/n=8\twall_time\t9.001e-07\t12%\t5
    sync/validate\tallocations\t0\t-\t3
    sync/validate\twall_time\t1.000e+00\t0%\t3

    """

  private let header = CommittedBaseline.Header(
    machineClass: machineClass(), compiler: "Swift 6.3", flags: "-O -g")

  private func summary(
    _ center: Double, _ low: Double, _ high: Double, processes: Int = 5
  ) -> MetricSummary {
    MetricSummary(center: center, low: low, high: high, processes: processes)
  }

  /// Written by hand; 0.61 % is (8.1740 − 8.0749) / 2 / 8.1244, to two digits.
  @Test func `a run's numbers become sorted lines`() throws {
    let counting = try benchmark("actors/counting/n=8")
    let validate = try benchmark("sync/validate")
    let baseline = CommittedBaseline(
      header: header,
      summaries: [
        MetricKey(validate, .wallTime): summary(0.99996, 0.99996, 0.99996, processes: 3),
        MetricKey(validate, .allocations): summary(0, 0, 1, processes: 3),
        MetricKey(validate, .cpuTime): summary(.nan, 0, 1),
        MetricKey(counting, .wallTime): summary(9.0008e-7, 8e-7, 1.016e-6),
        MetricKey(counting, .cpuTime): summary(8.1244e-7, 8.0749e-7, 8.1740e-7),
        MetricKey(counting, .allocations): summary(1_000_012, 1_000_012, 1_000_012),
      ])
    #expect(baseline.text == Self.text)
  }

  @Test func `a file read and written again is the same, byte for byte`() throws {
    let baseline = try CommittedBaseline(parsing: Self.text.utf8, file: "a.tsv")
    #expect(baseline.text == Self.text)
    #expect(baseline.header == header)
    #expect(baseline.entries.count == 5)
    let key = MetricKey(try benchmark("actors/counting/n=8"), .cpuTime)
    #expect(baseline.entries[key]?.value == 8.124e-7)
    #expect(baseline.entries[key]?.relativeHalfWidth == 0.61 / 100)
    #expect(baseline.entries[key]?.processes == 5)
  }

  @Test func `any numbers come back as they were rounded`() throws {
    let seed = UInt64.random(in: 0...(.max))
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var summaries: [MetricKey: MetricSummary] = [:]
      for index in 0..<Int.random(in: 0...6, using: &random) {
        let center = Double(bitPattern: random.next() & 0x7FFF_FFFF_FFFF_FFFF)
        let width = Double(bitPattern: random.next() & 0x7FFF_FFFF_FFFF_FFFF)
        let metric = Metric.allCases.randomElement(using: &random)!
        summaries[MetricKey(try benchmark("b/\(index)"), metric)] = summary(
          center, center - width, center + width)
      }
      let made = CommittedBaseline(header: header, summaries: summaries)
      let read = try CommittedBaseline(parsing: made.text.utf8, file: "a.tsv")
      #expect(read == made)
      #expect(read.text == made.text)
    }
  }

  @Test func `what the header does not know is left out, and it stays one line`() throws {
    let unknown = CommittedBaseline(
      header: CommittedBaseline.Header(
        machineClass: machineClass("a"), compiler: "a\tb\r\nc", flags: nil), summaries: [:])
    #expect(unknown.text == "#bench-baseline 1\tclass=a\tcompiler=a b  c\n")
    #expect(try CommittedBaseline(parsing: unknown.text.utf8, file: "") == unknown)

    let fingerprint = CommittedBaseline.Header(of: Fingerprint(of: RandomRun.environment()))
    #expect(fingerprint.compiler == "Swift 6.3")
    #expect(fingerprint.flags == "-O")
  }

  @Test func `only lines that are not equivalent are rewritten`() throws {
    let (a, b, c, d) = (
      try benchmark("a"), try benchmark("b"), try benchmark("c"), try benchmark("d")
    )
    let old = CommittedBaseline(
      header: header,
      summaries: [
        MetricKey(a, .wallTime): summary(1, 1, 1), MetricKey(b, .wallTime): summary(2, 2, 2),
        MetricKey(c, .wallTime): summary(3, 3, 3), MetricKey(d, .wallTime): summary(4, 4, 4),
      ])
    let new = CommittedBaseline(
      header: CommittedBaseline.Header(
        machineClass: machineClass(), compiler: "Swift 6.4", flags: nil),
      summaries: [
        MetricKey(a, .wallTime): summary(1.001, 1, 1.1),
        MetricKey(b, .wallTime): summary(2.5, 2, 3), MetricKey(b, .cpuTime): summary(1, 1, 1),
      ])
    var asked: Set<MetricKey> = []
    let updated = old.updated(with: new, declared: [a, b, c]) { key in
      asked.insert(key)
      return key.benchmark == a
    }
    #expect(asked == [MetricKey(a, .wallTime), MetricKey(b, .wallTime)])
    #expect(
      updated.text == """
        #bench-baseline 1\tclass=x86_64-amd-epyc-7b13-2c\tcompiler=Swift 6.4
        a\twall_time\t1.000e+00\t0%\t5
        b\tcpu_time\t1.000e+00\t0%\t5
        b\twall_time\t2.500e+00\t20%\t5
        c\twall_time\t3.000e+00\t0%\t5

        """)
    let same = old.updated(with: old, declared: [a, b, c, d]) { _ in false }
    #expect(same.text == old.text)
  }

  @Test(
    arguments: [
      ("", "a.tsv: the file is empty."),
      ("\n", "a.tsv:1: expected a header that begins with '#bench-baseline 1', got ''."),
      ("a\n", "a.tsv:1: expected a header that begins with '#bench-baseline 1', got 'a'."),
      (
        "#bench-baseline 2\tclass=a\n",
        "a.tsv:1: the file has version 2, this bench reads version 1. Update bench."
      ),
      (
        "#bench-baseline 1\n",
        """
        a.tsv:1: expected 'class=' and a class of machines, such as \
        'class=x86_64-amd-epyc-7b13-2c'.
        """
      ),
      (
        "#bench-baseline 1\tclass=a\tclass=b\n",
        "a.tsv:1: expected 'class=…', 'compiler=…' and 'flags=…', each once, got 'class=b'."
      ),
      (
        "#bench-baseline 1\tclass=a\tcolor=b\n",
        "a.tsv:1: expected 'class=…', 'compiler=…' and 'flags=…', each once, got 'color=b'."
      ),
    ])
  func `a wrong header is named with its line`(text: String, expected: String) {
    #expect(
      message { _ = try CommittedBaseline(parsing: text.utf8, file: "a.tsv") } == expected)
  }

  @Test(
    arguments: [
      (
        "a\twall_time\t1\t1%",
        """
        expected 5 fields with tabs between them (benchmark, metric, value, relative half width, \
        processes), got 4.
        """
      ),
      (
        "",
        "expected 5 fields with tabs between them (benchmark, metric, value, relative half width, processes), got 1."
      ),
      (
        "a b\twall_time\t1\t1%\t5",
        """
        'a b' in the benchmark name 'a b' is not a word of ASCII letters, digits and -_.+, nor \
        'parameter=value' of two such words.
        """
      ),
      ("a\tspeed\t1\t1%\t5", "expected one of cpu_time, wall_time, allocations, got 'speed'."),
      (
        "a\twall_time\t-1\t1%\t5",
        "expected a number of 0 or more, such as 8.124e-07, got '-1'."
      ),
      (
        "a\twall_time\tnan\t1%\t5",
        "expected a number of 0 or more, such as 8.124e-07, got 'nan'."
      ),
      (
        "a\twall_time\t1e999\t1%\t5",
        "expected a number of 0 or more, such as 8.124e-07, got '1e999'."
      ),
      ("a\twall_time\t1\t1\t5", "expected a percentage, such as 0.61%, or '-', got '1'."),
      ("a\twall_time\t1\t1%\t0", "expected a number of processes, 1 or more, got '0'."),
      (
        "a\twall_time\t1\t1%\t5\r",
        "the line ends in a carriage return, expected a line feed alone. Turn the conversion off with '* -text' in .gitattributes."
      ),
      (
        "<<<<<<< HEAD",
        """
        '<<<<<<<' is a conflict marker of git: a merge was not finished. Decide for one side, \
        such as with 'git checkout --ours a.tsv', or measure and save again.
        """
      ),
      (
        "z\twall_time\t1\t1%\t5",
        "'z wall_time' stands in line 2 already. Keep one of them, or measure and save again."
      ),
    ])
  func `a wrong line is named`(line: String, expected: String) {
    let text = "#bench-baseline 1\tclass=a\nz\twall_time\t1\t1%\t5\n\(line)\n"
    #expect(
      message { _ = try CommittedBaseline(parsing: text.utf8, file: "a.tsv") }
        == "a.tsv:3: \(expected)")
  }

  @Test func `a file that is cut off anywhere is an error or a file of fewer lines`() {
    for count in 0..<Self.text.utf8.count {
      let part = Self.text.utf8.prefix(count)
      let isWholeLines = part.last == UInt8(ascii: "\n")
      let words = message { _ = try CommittedBaseline(parsing: part, file: "a.tsv") }
      #expect((words == "nothing was thrown") == isWholeLines, "cut at \(count)")
    }
  }

  @Test func `bytes that are no text are named`() {
    #expect(
      message { _ = try CommittedBaseline(parsing: [0xFF, 0x0A], file: "a.tsv") }
        == "a.tsv: expected UTF-8 text.")
  }

  @Test func `a file is written once, and read back`() throws {
    let folder = try TemporaryFolder()
    let name = CommittedBaseline.path(of: try baseline("main"), on: machineClass("a-2c"))
    #expect(name == "baselines/main/a-2c.tsv")
    let path = "\(folder.path)/\(name)"
    #expect(try CommittedBaseline.read(from: path) == nil)
    let baseline = try CommittedBaseline(parsing: Self.text.utf8, file: "")
    try baseline.write(to: path)
    #expect(try content(of: path) == Data(Self.text.utf8))
    #expect(try CommittedBaseline.read(from: path) == baseline)

    let past = Date(timeIntervalSince1970: 1_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: path)
    try baseline.write(to: path)
    let modified = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    #expect(modified as? Date == past)

    #expect(
      message { try baseline.write(to: "\(path)/below.tsv") }
        .hasPrefix("\(path)/below.tsv: it could not be written: "))
    #expect(
      message { _ = try CommittedBaseline.read(from: folder.path) }
        == "\(folder.path): it could not be read: is a directory.")
  }
}
