/// The processor time of one process, as /proc tells it.
package struct ProcessTicks: Equatable, Sendable {
  package let pid: Int
  /// The first fifteen bytes of the program's name, or what the process calls itself.
  package let name: String
  /// In user and kernel mode, all threads together, since the process began.
  package let ticks: Int
  /// In ticks since boot; with the pid it tells one process from a later one.
  package let started: Int

  /// - Parameter text: /proc/*pid*/stat, where a name may hold blanks and parentheses.
  package init?(inStat text: String) {
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      let pid = Int(text[..<open].split(separator: " ").first ?? "")
    else { return nil }
    let fields = text[text.index(after: close)...].split(whereSeparator: \.isWhitespace)
    // The first field here is the third of the file.
    guard fields.count > 19, let user = Int(fields[11]), let system = Int(fields[12]),
      let started = Int(fields[19])
    else { return nil }
    self.pid = pid
    name = String(text[text.index(after: open)..<close])
    ticks = user + system
    self.started = started
  }
}

/// A process that used processor time while the doctor looked.
package struct BusyProcess: Equatable, Sendable {
  package let pid: Int
  package let name: String
  /// In cores' worth of time: 1.5 is one core all the time and another half of it.
  package let cores: Double

  package init(pid: Int, name: String, cores: Double) {
    self.pid = pid
    self.name = name
    self.cores = cores
  }

  /// Those that used more processor time than none, the busiest first.
  ///
  /// What began and ended in between is missed. What began in between counts from its beginning.
  package static func list(
    from start: [ProcessTicks], to end: [ProcessTicks], seconds: Double, ticksPerSecond: Double
  ) -> [BusyProcess] {
    precondition(seconds > 0 && ticksPerSecond > 0, "a share of \(seconds) s cannot be told")
    let before = Dictionary(start.map { ($0.pid, $0) }) { first, _ in first }
    return end.compactMap { process in
      let earlier = before[process.pid].flatMap { $0.started == process.started ? $0.ticks : nil }
      let ticks = process.ticks - (earlier ?? 0)
      guard ticks > 0 else { return nil }
      return BusyProcess(
        pid: process.pid, name: process.name, cores: Double(ticks) / ticksPerSecond / seconds)
    }
    .sorted { ($0.cores, $1.pid) > ($1.cores, $0.pid) }
  }
}
