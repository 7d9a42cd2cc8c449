import BenchModel
import Foundation
import Testing

@testable import FlameGraph

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HostileNameTests {
  static let hostile: [[UInt8]] = [
    Array("</script><script>alert(1)</script>".utf8), Array("]]><script>alert(2)//".utf8),
    Array("\" onload=\"alert(3)\" '".utf8), [0x61, 0x00, 0x1B, 0x5B, 0x01, 0x7F],
    [0xED, 0xA0, 0x80, 0xFF, 0xFE, 0xC0, 0xAF, 0xF4, 0x90, 0x80, 0x80],
    Array("\u{FFFE}\u{FFFF}\u{1FFFE}".utf8), Array("👩‍👩‍👧‍👦 🇺🇳".utf8),
    Array("\u{202E}exe\u{2066}".utf8), Array("&amp;&#0;&nosuch;<!-- --><![CDATA[".utf8),
    Array(repeating: 0x78, count: 10_000), Array(repeating: 0xCC, count: 10_001), [], [0x09],
    Array("a\tb\r\nc\u{85}\u{2028}".utf8),
  ]

  @Test(arguments: hostile)
  func `any name gives well-formed XML with the one script it always has`(
    name: [UInt8]
  ) throws {
    let text = String(decoding: name, as: UTF8.self)
    let svg = try picture(named: name, text: text)
    let reader = MarkupReader()
    let parser = XMLParser(data: Data(svg))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.debugDescription)")
    #expect(reader.elementCounts["script"] == 1)
    #expect(
      reader.elementCounts.keys.allSatisfy {
        [
          "svg", "title", "desc", "style", "rect", "g", "text", "tspan", "path", "metadata",
          "script",
        ].contains($0)
      })
    #expect(reader.attributeNames.allSatisfy { !$0.hasPrefix("on") })
    #expect(reader.script == "\n" + PictureScript.text)
  }

  @Test func `what XML has no character for is replaced, and the rest is escaped`() {
    var buffer = MarkupBuffer()
    let name: [UInt8] = [0x61, 0x00, 0x3C, 0xFF, 0xC3, 0xA4, 0x0A, 0x26]
    name.withUnsafeBytes { buffer.appendText($0) }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "a\u{FFFD}&lt;\u{FFFD}ä &amp;")
  }

  @Test func `characters that turn the text around them are replaced`() {
    #expect(("\u{202E}" as Unicode.Scalar).shownInXML == "\u{FFFD}")
    #expect(("\u{2067}" as Unicode.Scalar).shownInXML == "\u{FFFD}")
    #expect(("ש" as Unicode.Scalar).shownInXML == "ש")
  }

  /// Production 2 of XML 1.0, checked for every scalar there is.
  @Test func `every scalar is shown as a character of XML`() {
    for value in UInt32(0)...0x10FFFF {
      guard let shown = Unicode.Scalar(value)?.shownInXML.value else { continue }
      let isCharacter =
        [0x9, 0xA, 0xD].contains(shown) || (0x20...0xD7FF).contains(shown)
        || (0xE000...0xFFFD).contains(shown) || (0x10000...0x10FFFF).contains(shown)
      if !isCharacter { Issue.record("U+\(String(value, radix: 16)) is shown as no character") }
    }
  }

  @Test func `the script has nothing that ends it or takes text for markup`() {
    let script = PictureScript.text
    for word in [
      "]]>", "</", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
    ] {
      #expect(!script.contains(word), "the script has \(word)")
    }
    #expect(!StyleSheet.text(isDifferential: false).contains("<"))
  }

  @Test func `a picture names no other place than the namespaces`() throws {
    let svg = String(decoding: try picture(named: [0x61], text: "a"), as: UTF8.self)
    let addresses = Set(svg.matches(of: /https?:[^"<\s]*/).map { String($0.output) })
    #expect(addresses == ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"])
    #expect(!svg.contains("url("))
    #expect(!svg.contains("@import"))
  }

  private func picture(named name: [UInt8], text: String) throws -> [UInt8] {
    var tree = StackTree(unit: .events(text))
    let module = tree.frames.internModule(text)
    let frame = name.withUnsafeBytes { tree.frames.intern($0, module: module) }
    tree.add([frame, frame], weight: 7)
    var profile = StackProfile(tree: tree)
    profile.provenance.subject = text
    profile.provenance.command = text
    profile.provenance.event = text
    profile.provenance.notes = [text]
    var options = PictureOptions()
    options.title = text
    options.subtitle = text
    options.rootName = text
    return try StackPicture(of: profile, options: options).svg()
  }
}

private final class MarkupReader: NSObject, XMLParserDelegate {
  var elementCounts: [String: Int] = [:]
  var attributeNames: Set<String> = []
  var script = ""
  private var isInScript = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elementCounts[name, default: 0] += 1
    attributeNames.formUnion(attributes.keys)
    isInScript = name == "script"
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isInScript = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInScript { script += string }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if isInScript { script += String(decoding: block, as: UTF8.self) }
  }
}
