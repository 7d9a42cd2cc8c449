import Glibc

/// A thread of the operating system, outside Swift's cooperative pool, so that it may block.
struct NativeThread: @unchecked Sendable {
  private let handle: pthread_t

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  /// - Precondition: The system has room for one more thread; without it nothing can go on.
  init(_ body: @escaping @Sendable () -> Void) {
    var handle = pthread_t()
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    let status = pthread_create(
      &handle, nil,
      { argument in
        Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, argument)
    precondition(status == 0, "pthread_create failed: \(String(cString: strerror(status)))")
    self.handle = handle
  }

  /// Waits for the thread to end. To be called once.
  func join() {
    pthread_join(handle, nil)
  }
}
