/// Records with the perf program.
package struct PerfRecorder: Recorder {
  package let program: PerfProgram
  package let capability: PerfCapability

  /// How long perf may take to find all mappings of a large process.
  private static let patience = Duration.seconds(60)

  package init(program: PerfProgram, capability: PerfCapability) {
    self.program = program
    self.capability = capability
  }

  package func start(
    _ request: RecordingRequest
  ) async throws(RecordingError) -> any Recording {
    try capability.check(request)
    let file = PendingFile(request.output)
    _ = try file.create()
    do {
      return try await start(request, file: file)
    } catch {
      file.discard()
      throw error
    }
  }

  private func start(
    _ request: RecordingRequest, file: PendingFile
  ) async throws(RecordingError) -> PerfRecording {
    let command = try RecordedCommand(request.target)
    let target =
      if let command { command.process.id } else { try RecordedCommand.living(request.target) }
    let event = capability.event(for: request).name(
      includesKernel: capability.includesKernel(request))
    let recording = PerfRecording(
      request, event: event,
      perf: try PerfConversation(
        [program.path] + arguments(request, process: target, file: file).words),
      file: file, command: command)
    do {
      try await recording.perf.launch(patience: Self.patience)
      if !request.startsDisabled { try await recording.enable() }
      try await command?.process.launch()
    } catch {
      await recording.abandon()
      throw error
    }
    recording.begin()
    return recording
  }

  private func arguments(
    _ request: RecordingRequest, process: Int32, file: PendingFile
  ) -> PerfArguments {
    PerfArguments(
      event: capability.event(for: request), includesKernel: capability.includesKernel(request),
      frequency: request.frequency, callGraph: request.callGraph, process: process,
      output: file.temporaryPath, ringBytes: RingMemory.bytes(limits: capability.limits),
      controlDescriptor: PerfConversation.controlDescriptor)
  }
}
