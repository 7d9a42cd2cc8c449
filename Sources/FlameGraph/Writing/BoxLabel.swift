import BenchModel

/// What a picture says of a box in words.
struct BoxLabel {
  let scene: Scene

  /// `(1,234 samples, 5.67%, self 12 samples)`, without the name.
  func facts(_ index: Int) -> String {
    let box = scene.boxes[index]
    guard scene.changes.isEmpty else { return changeFacts(index) }
    var parts = [
      Amount.text(box.extent, in: scene.unit), Amount.percent(box.extent / scene.root.extent),
    ]
    if scene.countsSamples { parts.append(Amount.samples(box.samples)) }
    if scene.showsOwn, box.own > 0 { parts.append("self \(Amount.text(box.own, in: scene.unit))") }
    return "(\(parts.joined(separator: ", ")))"
  }

  private func changeFacts(_ index: Int) -> String {
    let box = scene.boxes[index]
    let change = scene.changes[index]
    let shareBefore = change.before / scene.changes[0].before
    let shareAfter = box.extent / scene.root.extent
    var parts = [
      "before \(amount(change.before, samples: change.samplesBefore)) \(Amount.percent(shareBefore))",
      "after \(amount(box.extent, samples: box.samples)) \(Amount.percent(shareAfter))",
      ChangeText.points(shareAfter - shareBefore),
    ]
    if let interval = change.inclusive.interval { parts.append(ChangeText.interval(interval)) }
    return "(\(parts.joined(separator: ", ")))"
  }

  private func amount(_ weight: Double, samples: Int) -> String {
    let weight = Amount.text(weight, in: scene.unit)
    return scene.countsSamples ? "\(weight), \(Amount.samples(samples))," : "\(weight),"
  }
}

/// Changes of shares in words.
enum ChangeText {
  /// `+1.23 points`
  static func points(_ difference: Double) -> String { "\(signed(difference)) points" }

  static func interval(_ interval: ClosedRange<Double>) -> String {
    let bounds = "\(signed(interval.lowerBound)) to \(signed(interval.upperBound))"
    return "\(Amount.decimals(ShareChange.level * 100, 0))% interval \(bounds)"
  }

  static func signed(_ share: Double) -> String {
    let digits = Amount.decimals(share * 100, 2)
    if digits.hasPrefix("-") { return "−\(digits.dropFirst())" }
    return digits == "0.00" ? digits : "+\(digits)"
  }
}
