import CBench
import CProfiling
import Foundation
import Glibc

/// Does something on Ctrl-C (SIGINT) or SIGTERM in place of ending the process at once, such as to
/// finish a recording.
package final class Interruption: Sendable {
  private let source: Descriptor
  private let sink: Descriptor

  /// - Parameter act: Is told the signal's number.
  /// - Throws: When the signals are taken already; a process can have one of these at a time.
  package init(_ act: @escaping @Sendable (Int32) -> Void) throws(RecordingError) {
    (source, sink) = try Descriptor.connectedPair()
    let result = profiling_catch_interrupts(sink.number)
    guard result >= 0 else { throw OpenEvents.failure(-result, "to catch interrupts") }
    Thread.detachNewThread { [source] in
      bench_sampler_ignore_this_thread()
      while let bytes = source.receive(atMost: 1, within: -1), let number = bytes.first {
        act(Int32(number))
      }
    }
  }

  /// The signals have their old meaning again.
  deinit { profiling_release_interrupts() }
}
