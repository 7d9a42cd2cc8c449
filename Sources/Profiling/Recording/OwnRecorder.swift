/// Records without the perf program, and writes what it would have written.
///
/// With copied stacks the samples also have what frame pointers tell, which `perf record` does not
/// offer: where the copy ends too early, the rest can be taken from there.
package struct OwnRecorder: Recorder {
  package let capability: PerfCapability

  package init(capability: PerfCapability) {
    self.capability = capability
  }

  package func start(
    _ request: RecordingRequest
  ) async throws(RecordingError) -> any Recording {
    try capability.check(request)
    let command = try RecordedCommand(request.target)
    do {
      return try await start(request, command: command)
    } catch {
      if let command { _ = await command.process.end(with: 9, grace: .seconds(2)) }
      throw error
    }
  }

  private func start(
    _ request: RecordingRequest, command: RecordedCommand?
  ) async throws(RecordingError) -> OwnRecording {
    let attributes = EventAttributes(
      event: capability.event(for: request), frequency: request.frequency,
      callGraph: request.callGraph, includesKernel: capability.includesKernel(request))
    var opening = try EventOpening(
      attributes, startsSampling: !request.startsDisabled, awaitsExec: command != nil,
      limits: capability.limits)
    var early = EarlyRecords()
    var synthesized = SynthesizedRecords()
    let process: Int32
    if let command {
      process = command.process.id
      guard try opening.add(thread: process, tracksAtOnce: false) else {
        throw .noSuchProcess(process)
      }
    } else {
      process = try RecordedCommand.living(request.target)
      early = try opening.addThreads(of: process)
      synthesized.add(process: process, mapsData: attributes.mapsData)
    }
    if attributes.includesKernel, let range = KernelTextRange.read() { synthesized.add(range) }
    let recording = try OwnRecording(
      request, events: OpenEvents(opening), attributes: attributes, process: process,
      command: command)
    try recording.begin(synthesized: synthesized, early: early)
    do {
      if command == nil, !request.startsDisabled { try await recording.enable() }
      try await command?.process.launch()
    } catch {
      await recording.abandon()
      throw error
    }
    return recording
  }
}
