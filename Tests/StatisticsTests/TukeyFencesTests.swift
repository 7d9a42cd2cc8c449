import BenchModel
import Statistics
import Testing

@Suite struct TukeyFencesTests {
  /// By hand: the quartiles of 1...9 are 3 and 7, so the fences stand at −9, −3, 13 and 19.
  @Test func `labels outliers by their distance from the quartiles`() throws {
    let sample = try Sample([-9.5, 1, 2, 3, 4, 5, 6, 7, 8, 13, 19.5], in: .seconds)
    let fences = try TukeyFences(of: Sample([1, 2, 3, 4, 5, 6, 7, 8, 9], in: .seconds))
    #expect(fences.lowSevere == -9)
    #expect(fences.lowMild == -3)
    #expect(fences.highMild == 13)
    #expect(fences.highSevere == 19)
    #expect(
      fences.counts(in: sample)
        == [.lowSevere: 1, .lowMild: 0, .inside: 9, .highMild: 0, .highSevere: 1])
  }

  /// The same fences; Criterion compares strictly too.
  @Test(arguments: [
    (-9.1, TukeyFences.Label.lowSevere), (-9, .lowMild), (-3, .inside), (13, .inside),
    (13.1, .highMild), (19, .highMild), (19.1, .highSevere),
  ])
  func `a reading on a fence is inside it`(value: Double, label: TukeyFences.Label) throws {
    let fences = try TukeyFences(of: Sample([1, 2, 3, 4, 5, 6, 7, 8, 9], in: .seconds))
    #expect(fences.label(of: value) == label)
  }

  /// Without an interquartile range all four fences coincide.
  @Test func `equal readings make everything else a severe outlier`() throws {
    let sample = try Sample([2, 2, 2, 2], in: .seconds)
    let fences = TukeyFences(of: sample)
    #expect(fences.counts(in: sample)[.inside] == 4)
    #expect(fences.label(of: 2.1) == .highSevere)
  }
}
