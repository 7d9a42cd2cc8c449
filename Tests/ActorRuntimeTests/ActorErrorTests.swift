import ActorRuntime
import Testing

/// Reviewed texts: each says what happened, where, and what to do next.
@Suite struct ActorErrorTests {
  @Test(arguments: [
    (
      ActorError.mailboxFull(actor: "disk", capacity: 8),
      """
      The mailbox of 'disk' holds 8 messages and is full. \
      Use 'send' to wait for room, or give it a larger bound.
      """
    ),
    (
      .stopped(actor: "disk"),
      "'disk' has stopped and takes no more messages. Spawn it again to go on."
    ),
    (
      .failed(actor: "disk", reason: Mishap(number: 7)),
      "'disk' failed: Mishap(number: 7). Its state is gone; spawn it again to go on."
    ),
    (
      .timedOut(actor: "disk", after: .milliseconds(1_500)),
      """
      'disk' did not answer within 1.5 seconds. \
      Ask with a longer timeout, or find what holds it.
      """
    ),
    (
      .unanswered(actor: "disk"),
      "'disk' dropped the question without an answer. Each 'Reply' must be called once."
    ),
  ])
  func `says what happened, where, and what to do`(error: ActorError, text: String) {
    #expect("\(error)" == text)
  }
}
