/// What the user typed, for a picture to say how it is drawn again.
enum TypedCommand {
  static var text: String {
    (["bench"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
  }
}
