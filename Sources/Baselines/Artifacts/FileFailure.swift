import Foundation

/// An `errno` as an error, in the kernel's words.
struct FileFailure: Error {
  let code: Int32

  var reason: String { Self.reason(code) }

  static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}
