import Reports
import Testing

@Suite struct VerdictCSVTests {
  /// RFC 4180: records end in CR LF, quoted cells double their quotes.
  @Test func `every record has the cells of the header`() throws {
    for report in [
      try ComparisonStories.mixed(), try ComparisonStories.hostile(), ComparisonStories.nothing(),
    ] {
      let text = VerdictCSV.render(report)
      #expect(text.hasSuffix("\r\n"))
      for record in text.lines.dropLast() {
        var isQuoted = false
        var cells = 1
        for character in record {
          if character == "\"" { isQuoted.toggle() }
          if character == ",", !isQuoted { cells += 1 }
        }
        #expect(cells == 26, "\(record)")
      }
    }
  }

  @Test func `what makes the gate red without a verdict has a row`() throws {
    let text = VerdictCSV.render(try ComparisonStories.objectiveMissed())
    #expect(text.contains("\r\nsync/validate,objective,missed,true,,blocks/s,5000,4210,"))
    #expect(text.contains("\r\nsync/replay,objective,undecided,true,,B/min,6000000000,"))
    let missing = VerdictCSV.render(try ComparisonStories.missingBenchmark())
    #expect(missing.contains("\r\nsync/old,,missing,"))
  }

  /// OWASP, *CSV Injection*: an apostrophe before what a spreadsheet would run.
  @Test func `a name that begins with a plus is no formula`() throws {
    let text = VerdictCSV.render(try ComparisonStories.hostile())
    #expect(text.contains("\r\n'+hostile/-name/v=1.5_a,cpu_time,regressed,"))
  }
}
