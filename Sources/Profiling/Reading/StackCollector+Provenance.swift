import BenchModel

extension StackCollector {
  /// What is known of how the recording was made, once all of it was taken.
  func provenance(of recording: PerfData, leftOut: [Int]) -> ProfileProvenance {
    var provenance = ProfileProvenance()
    provenance.subject = recording.source
    provenance.event = event.name
    provenance.unwinding = unwinding
    provenance.samples = tally.samples
    provenance.lost = recording.lost
    if unwinding != ProfileProvenance.Unwinding.none { provenance.truncated = tally.truncated }
    provenance.unknownFrames = tally.unknownFrames
    let attribute = event.attribute
    if attribute.isFrequency {
      provenance.frequencyAsked = Double(attribute.periodOrFrequency)
      provenance.frequencyAchieved = tally.gaps.rate
    } else if attribute.isClock, attribute.periodOrFrequency > 0 {
      provenance.frequencyAsked = 1e9 / Double(attribute.periodOrFrequency)
      provenance.frequencyAchieved = tally.gaps.rate
    }
    provenance.notes = recording.notes + notes(on: recording, leftOut: leftOut)
    return provenance
  }

  private var unwinding: ProfileProvenance.Unwinding {
    if tally.unwound > 0 { return .callFrameTables }
    return event.attribute.sampleType & PerfSampleLayout.Field.callchain != 0
      ? .framePointers : .none
  }

  private var notesOnWaits: [String] {
    if event.name == InsideEvent.blockedTime.name {
      return ["Where threads wait was sampled by the wall clock, from inside of the program."]
    }
    guard pairsWaits else { return [] }
    var notes = [
      "Where threads wait is told by the kernel's context switches, each with the time it lasted."
    ]
    if waits.preemptions > 0 {
      notes.append(
        """
        \(waits.preemptions) times a thread had to leave its processor to another and could have \
        gone on: that time is left out.
        """)
    }
    if waits.endless > 0 {
      notes.append("\(waits.endless) waits are left out, since their end was lost.")
    }
    return notes
  }

  private func notes(on recording: PerfData, leftOut: [Int]) -> [String] {
    var notes: [String] = []
    if tally.samples == 0 { notes.append("The recording has no samples of \(event.name).") }
    if tally.last > tally.first {
      let seconds = Double(tally.last - tally.first) / 1e9
      let tenths = Int((seconds * 10).rounded())
      notes.append("The samples span \(tenths / 10).\(tenths % 10) s.")
    }
    for (index, count) in leftOut.enumerated() where count > 0 {
      let name = recording.events[index].name
      notes.append("\(count) samples of \(name) are left out; '--event \(name)' shows them.")
    }
    if tally.unreadable > 0 { notes.append("\(tally.unreadable) records were damaged.") }
    if processes.mappingsLeftOut > 0 {
      notes.append(
        "\(processes.mappingsLeftOut) mappings are left out, as there are too many to keep.")
    }
    if tally.deferred > 0 {
      notes.append(
        """
        In \(tally.deferred) kinds of stacks the kernel put off looking for the program's part, \
        which is missing here.
        """)
    }
    if tally.withUserStack > 0, tally.unwound == 0 {
      notes.append(
        "Pieces of the stack were recorded but not unwound: callers in programs are missing.")
    }
    if tally.withSuspendedCallers > 0 {
      notes.append(
        """
        In \(tally.withSuspendedCallers) samples of Swift tasks, suspended callers take the place \
        of the frames that carry a task on.
        """)
    }
    notes += notesOnWaits
    if tally.fromInside > 0 {
      notes.append(
        "The program sampled itself: time in the kernel is shown at the call that led there.")
    }
    if event.attribute.excludesKernel {
      notes.append("Only programs were sampled, not the kernel.")
    }
    let readsGroup =
      event.attribute.sampleType & PerfSampleLayout.Field.read != 0
      && event.attribute.readFormat & PerfSampleLayout.ReadFormat.group != 0
    if readsGroup {
      notes.append(
        "Samples are those of the group's leader; the counts of the others are left out.")
    }
    if tally.withBranchStack > 0 { notes.append("Branch records are left out.") }
    return notes
  }
}
