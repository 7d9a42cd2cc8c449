import BenchModel
import Foundation
import Reports
import Testing

/// The fixtures were read and approved line by line.
@Suite struct DoctorReportTests {
  @Test func `a machine that is ready is told so in a few lines`() throws {
    try Fixture("doctor-ready.txt")
      .expect(TerminalDoctor.render(DoctorStories.ready, color: false))
  }

  @Test func `the worst comes first, with a command to paste`() throws {
    let report = DoctorStories.laptop
    try Fixture("doctor-laptop.txt").expect(TerminalDoctor.render(report, color: false))
    try Fixture("doctor-laptop.60.txt")
      .expect(TerminalDoctor.render(report, width: 60, color: false))
    try Fixture("doctor-laptop.ansi")
      .expect(TerminalDoctor.render(report, width: 80, color: true))
  }

  @Test func `a hostile process name commands neither the terminal nor a reader of JSON`() throws {
    try Fixture("doctor-hostile.ascii.txt")
      .expect(TerminalDoctor.render(DoctorStories.hostile, color: false, charset: .ascii))
    let json = try JSONDoctor.render(DoctorStories.hostile)
    let visible = json.unicodeScalars.allSatisfy {
      $0 == "\n" || ("\u{20}"..."\u{7E}").contains($0)
    }
    #expect(visible)
    #expect(json.contains("\"evil name 98 %; in all 140 % of a core\""))
  }

  @Test func `no line but a command is wider than the terminal`() {
    for width in [60, 80, 100] {
      let text = TerminalDoctor.render(DoctorStories.laptop, width: width, color: false)
      for line in text.split(separator: "\n") where !line.contains(" sudo tee ") {
        #expect(CellWidth.of(line) <= width, "\(line)")
      }
    }
  }

  @Test func `JSON has the facts, the reasons and the remedies`() throws {
    let json = try JSONDoctor.render(DoctorStories.laptop)
    try Fixture("doctor-laptop.json").expect(json)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["worst"] as? String == "blocking")
    let findings = try #require(object["findings"] as? [[String: Any]])
    #expect(findings.count == DoctorStories.laptop.findings.count)
    #expect(findings[1]["check"] as? String == "governor")
    #expect(
      findings[1]["command"] as? String
        == "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor")
    #expect(findings[1]["advice"] == nil)
    #expect(findings[4]["advice"] as? String == "Plug the charger in.")
    #expect((findings[2]["found"] as? [String: String])?.keys.first == "unavailable")
  }

  /// By hand from the formula: ten units of 0.25 s, so that 3 s pay for 12 and 10 s for 40.
  @Test func `JSON has the noise in seconds and shares`() throws {
    let json = try JSONDoctor.render(DoctorStories.ready)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let noise = try #require(object["noise"] as? [String: Any])
    #expect(noise["units"] as? Int == 10)
    #expect(noise["secondsPerUnit"] as? Double == 0.25)
    #expect(noise["margin"] as? Double == 0.01)
    #expect(noise["isShifted"] as? Bool == false)
    let spread = try #require(noise["spread"] as? Double)
    let changes = try #require(noise["changes"] as? [[String: Any]])
    #expect(changes.map { $0["seconds"] as? Double } == [1, 3, 10])
    #expect(changes[0]["smallestChange"] as? Double == nil)
    let after10 = try #require(changes[2]["smallestChange"] as? Double)
    let expected = 1.01 * exp((2.3263478740 + 1.2815515655) * spread / 40.0.squareRoot()) - 1
    #expect((after10 - expected).magnitude < 1e-9)
  }

  @Test func `a build that differs from itself is a warning of its own`() {
    let shifted = DoctorReport(findings: [], noise: DoctorStories.hostile.noise)
    #expect(shifted.worst == .warning)
  }

  @Test func `severities have an order`() {
    #expect(Finding.Severity.allCases.shuffled().sorted() == [.ok, .notice, .warning, .blocking])
    #expect(DoctorReport(findings: [], noise: .unavailable(reason: "-")).worst == .ok)
    #expect(DoctorStories.laptop.worst == .blocking)
  }

  @Test func `each check has a title and a name of its own`() {
    #expect(Set(DoctorCheck.allCases.map(\.title)).count == DoctorCheck.allCases.count)
    for check in DoctorCheck.allCases {
      #expect(check.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
    }
  }
}
