import ActorRuntime

/// A behavior written where it is used, as one closure.
struct Handling<Message: Sendable>: Behavior {
  let handle: (Message, ActorContext<Message>) throws -> Void

  init(_ handle: @escaping (Message, ActorContext<Message>) throws -> Void) {
    self.handle = handle
  }

  mutating func receive(_ message: Message, in context: ActorContext<Message>) throws {
    try handle(message, context)
  }
}

/// The error that handlers of these tests throw.
struct Mishap: Error, Equatable {
  let number: Int
}
