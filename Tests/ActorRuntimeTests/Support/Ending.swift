import ActorRuntime

/// Says in a few words how a call ended, so that a value or any error is compared in one line.
func ending<Value>(of call: () async throws -> Value) async -> String {
  do {
    return "\(try await call())"
  } catch let error as ActorError {
    return error.summary
  } catch is CancellationError {
    return "cancelled"
  } catch {
    return "\(error)"
  }
}

extension ActorError {
  var summary: String {
    switch self {
    case .mailboxFull(let actor, let capacity): "\(actor) full at \(capacity)"
    case .stopped(let actor): "\(actor) stopped"
    case .failed(let actor, let reason): "\(actor) failed: \(reason)"
    case .timedOut(let actor, let limit): "\(actor) timed out after \(limit)"
    case .unanswered(let actor): "\(actor) unanswered"
    }
  }
}

extension Termination {
  var summary: String {
    switch self {
    case .stopped: "stopped"
    case .failed(let reason): "failed: \(reason)"
    }
  }
}

extension MessageCounts {
  /// The five counts that are kept, in the order of their declaration.
  init(
    enqueued: Int = 0, handled: Int = 0, discarded: Int = 0, refusedFull: Int = 0,
    refusedStopped: Int = 0
  ) {
    self.init()
    self.enqueued = enqueued
    self.handled = handled
    self.discarded = discarded
    self.refusedFull = refusedFull
    self.refusedStopped = refusedStopped
  }
}
