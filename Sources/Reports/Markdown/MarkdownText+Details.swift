extension MarkdownText {
  /// What a reader opens with a click; the summary is ours.
  static func details(_ summary: String, _ lines: [String]) -> [String] {
    ["<details>", "<summary>\(summary)</summary>", ""] + lines + ["", "</details>"]
  }
}
