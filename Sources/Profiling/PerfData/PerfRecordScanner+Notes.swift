extension PerfRecordScanner {
  mutating func noteDamagedFeature(_ number: Int) {
    notes.append("What perf noted as feature \(number) of the recording is damaged.")
  }

  mutating func noteMissingFeatures(_ count: Int) {
    notes.append(
      "\(count) of \(header.features.count) notes that perf made at the end are cut off.")
  }

  mutating func noteWhatWasFound() {
    if header.isPipe { nameEvents() }
    switch inflater.failure {
    case .damaged(let reason)?:
      notes.append("Compressed records are damaged (\(reason)); what followed them is lost.")
    case .tooLarge?:
      notes.append(
        "Compressed records unpack to more than \(unpackedBytesMax) bytes; the rest is left out.")
    case nil:
      let rest = inflater.output.count - inflatedScanned
      if rest > 0 {
        notes.append("The last compressed record is cut: \(rest) bytes are left over.")
      }
    }
    if early > 0 {
      notes.append("\(early) records come before any event is described and are left out.")
    }
    if table.isAmbiguous {
      notes.append("Samples do not say which event they are of, so all count as the first's.")
    }
    if counts.unknown > 0 {
      notes.append("\(counts.unknown) records are of types not known here and were skipped.")
    }
    let traces = counts[.auxTrace]
    if traces > 0 { notes.append("\(traces) pieces of processor trace were skipped.") }
    let throttled = counts[.throttle]
    if throttled > 0 {
      notes.append(
        "The kernel held sampling back \(throttled) times; record at a lower frequency.")
    }
  }
}
