/// The colors and fonts of a picture.
///
/// Plain rules with plain colors come first, for programs that draw SVG but know neither variables
/// nor media queries; dark overrides them.
enum StyleSheet {
  static func text(isDifferential: Bool) -> String {
    var text = base
    let colors = isDifferential ? ChangeColors.rules : paletteRules
    text += colors(false).map { rule(nil, $0) }.joined()
    let dark = darkBase + colors(true)
    text += "@media (prefers-color-scheme:dark){\n"
    text += dark.map { rule(":not([data-theme=light])", $0) }.joined() + "}\n"
    text += dark.map { rule("[data-theme=dark]", $0) }.joined()
    return text
  }

  typealias Rule = (selector: String, body: String)

  private static func rule(_ theme: String?, _ rule: Rule) -> String {
    let selector = rule.selector.isEmpty ? "" : " \(rule.selector)"
    return ".fg\(theme ?? "")\(selector){\(rule.body)}\n"
  }

  private static func paletteRules(isDark: Bool) -> [Rule] {
    Palette.entries.flatMap { entry in
      (0..<Palette.shadeCount).map { shade in
        let color = (isDark ? entry.dark : entry.light).shade(shade)
        return (".\(entry.letter)\(shade)", "fill:\(color.hex)")
      }
    }
  }

  private static let darkBase: [Rule] = [
    ("", "background:#14171C;color-scheme:dark"),
    (".ground", "fill:#14171C"),
    (".frames .w rect", "stroke:#14171C"),
    (".p", "fill:#B9C0CA"),
    (".p.title", "fill:#F2F4F7"),
    (".frames g:hover rect", "stroke:#FFFFFF"),
    (".frames g:focus rect", "stroke:#FFFFFF"),
    (".frames .current rect", "stroke:#FFFFFF"),
    (".hit", "fill:#FF6FE0"),
    ("button", "color:#E6E9EE;background:#262B33;border-color:#4A515C"),
    ("button[aria-pressed=true]", "color:#111418;background:#E6E9EE"),
    ("input", "color:#E6E9EE;background:#1B1F26;border-color:#4A515C"),
    (".details", "color:#E6E9EE;background:#262B33;border-color:#4A515C"),
    (".bar", "color:#E6E9EE"),
    (".problem", "color:#FFB27A"),
  ]

  /// One color for the frames a search finds, far from the hues of the palette.
  private static let base = """
    .fg{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
    "Liberation Mono",monospace;font-size:12px;background:#FFFFFF;color-scheme:light;\
    overflow-anchor:none}
    .fg .ground{fill:#FFFFFF}
    .fg .p{fill:#4A515C}
    .fg .p.title{fill:#111418;font-size:17px;font-weight:600}
    .fg text{white-space:pre}
    .fg .frames g{cursor:pointer;outline:none}
    .fg .frames path{cursor:pointer}
    .fg .frames text{fill:#111111;pointer-events:none;unicode-bidi:isolate}
    .fg .frames .w rect{stroke:#FFFFFF;stroke-width:.7}
    .fg .frames g:hover rect{stroke:#111111;stroke-width:1}
    .fg .frames g:focus rect{stroke:#111111;stroke-width:2.5}
    .fg .frames .current rect{stroke:#111111;stroke-width:2.5}
    .fg .frames .above rect{opacity:.5}
    .fg .hit{fill:#E815C2}
    .fg .bar{display:flex;flex-wrap:wrap;gap:6px;align-items:center;color:#111418;padding:2px}
    .fg button,.fg input{font:inherit;border:1px solid #C6CCD4;border-radius:6px;\
    padding:3px 9px;margin:0}
    .fg button{color:#111418;background:#F1F3F5;cursor:pointer}
    .fg button[aria-pressed=true]{color:#FFFFFF;background:#2B3038}
    .fg button:disabled{opacity:.45;cursor:default}
    .fg input{color:#111418;background:#FFFFFF;width:240px}
    .fg button:focus-visible,.fg input:focus-visible{outline:2px solid #1A73E8;outline-offset:1px}
    .fg .problem{color:#A33A00}
    .fg .details{box-sizing:border-box;height:56px;overflow:hidden;padding:5px 10px;\
    line-height:15px;color:#111418;background:#F7F8FA;border:1px solid #C6CCD4;border-radius:6px}
    .fg .details b{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;\
    unicode-bidi:isolate}
    @media (prefers-reduced-motion:no-preference){
    .fg .frames.fresh{animation:fg-fresh .16s ease-out}
    @keyframes fg-fresh{from{opacity:.35}}
    }

    """
}
