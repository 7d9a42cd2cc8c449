import BenchModel
import Foundation
import Testing

@Suite struct MoodTests {
  /// As the first version of the tool wrote it.
  private static let oldMood = """
    {"loadAtEnd":1.61,"loadAtStart":1.16,"stolenShare":{"unavailable":"no permission"}}
    """

  @Test func `a mood without the later readings decodes, and says that they were not taken`()
    throws
  {
    let mood = try JSONDecoder().decode(
      MachineEnvironment.Mood.self, from: Data(Self.oldMood.utf8))
    #expect(mood.loadAtStart == .value(1.16))
    #expect(mood.loadAtEnd == .value(1.61))
    #expect(mood.stolenShare == .unavailable(reason: "no permission"))
    #expect(mood.pressure == .unavailable(reason: "this run did not record it"))
    #expect(mood.throttledSeconds == .unavailable(reason: "this run did not record it"))
    #expect(mood.governorChanged == .unavailable(reason: "this run did not record it"))
  }

  @Test func `a mood with all readings comes back as it was`() throws {
    let mood = MachineEnvironment.Mood(
      loadAtStart: .value(1), loadAtEnd: .value(2), stolenShare: .value(0.01),
      pressure: .value(0.25), throttledSeconds: .unavailable(reason: "none"),
      governorChanged: .value(true))
    let json = try JSONEncoder().encode(mood)
    #expect(try JSONDecoder().decode(MachineEnvironment.Mood.self, from: json) == mood)
  }

  @Test func `a mood without one of the first readings is damaged`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        MachineEnvironment.Mood.self, from: Data(#"{"loadAtStart":1,"loadAtEnd":1}"#.utf8))
    }
  }
}
