extension PictureScript {
  /// Draws what the window shows of the zoomed frame: elements where one can be pointed at, strips
  /// where frames are thinner than a pixel.
  static let drawing = #"""
    const margin = 10, rowHeight = 17, boxHeight = 16, thinnest = 1, detailsHeight = 56;
    const edgedWidth = 4;
    let width = 1200, columnWidth = 7.2, framesTop = 0, pictureHeight = 0;
    let zoomed = 0, focused = 0, byOwn = false;
    let found = null;
    const layer = one(".frames");
    let elements = new Map();

    function make(space, name, attributes, text) {
      const element = document.createElementNS(space, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      if (text !== undefined) element.textContent = text;
      return element;
    }
    const rounded = (value) => Math.round(value * 100) / 100;

    function styleOf(i) {
      if (found && found[i]) return "hit";
      if (!isDifferential) return styles[nameOf[i]];
      const step = (byOwn ? columns.D : columns.C)[i];
      return step === 0 ? "n0" : step > 0 ? "p" + step : "m" + -step;
    }
    const rowTop = (row) => framesTop + (growsUp ? rowCount - 1 - row : row) * rowHeight;
    const scale = () => (width - 2 * margin) / extents[zoomed];
    function place(i) {
      const factor = scale(), inner = width - 2 * margin;
      const left = Math.max((starts[i] - starts[zoomed]) * factor, 0);
      const right = Math.min((starts[i] + extents[i] - starts[zoomed]) * factor, inner);
      return [margin + left, right - left];
    }

    // A character of the font is as wide as the next, except outside of what is printable ASCII.
    const plain = /^[\x20-\x7e]*$/;
    const segments = typeof Intl !== "undefined" && Intl.Segmenter
      ? (text) => Array.from(new Intl.Segmenter().segment(text), (part) => part.segment)
      : (text) => Array.from(text);
    const wide = /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3ffff}]/u;
    function fitted(text, columns) {
      if (columns < 3) return "";
      if (plain.test(text)) {
        return text.length <= columns ? text : text.slice(0, columns - 1) + "…";
      }
      // No more of a long name is looked at than could fit.
      let used = 0, kept = "", whole = "";
      for (const part of segments(text.slice(0, columns * 16))) {
        used += wide.test(part) ? 2 : 1;
        if (used > columns) return kept + "…";
        whole += part;
        if (used < columns) kept = whole;
      }
      return whole.length < text.length ? kept + "…" : whole;
    }

    function drawFrames() {
      const hadFocus = layer.contains(document.activeElement);
      const pieces = document.createDocumentFragment();
      const strips = new Map();
      const drawn = new Map();
      const low = starts[zoomed], high = low + extents[zoomed];
      for (let i = 0; i < count; i++) {
        if (!(extents[i] > 0) || starts[i] >= high || starts[i] + extents[i] <= low) continue;
        const [x, w] = place(i);
        if (w < thinnest) addStrip(strips, i, x, w);
        else drawn.set(i, pieces.appendChild(frameElement(i, x, w)));
      }
      const strip = document.createDocumentFragment();
      for (const style of hitsLast(strips.keys())) {
        endStrip(strips.get(style));
        strip.appendChild(make(svgSpace, "path",
          {class: style, d: strips.get(style).path.join("")}));
      }
      pieces.insertBefore(strip, pieces.firstChild);
      layer.replaceChildren(pieces);
      elements = drawn;
      narrowOddTexts();
      if (!elements.has(focused)) focused = zoomed;
      takeFocus(hadFocus);
    }

    const hitsLast = (keys) => Array.from(keys).sort((a, b) => (a === "hit") - (b === "hit"));

    function frameElement(i, x, w) {
      const style = styleOf(i) + (isAbove(i) ? " above" : "")
        + (hit >= 0 && hits[hit] === i ? " current" : "") + (w >= edgedWidth ? " w" : "");
      const element = make(svgSpace, "g", {
        class: style, role: "treeitem", tabindex: "-1", "aria-level": depthOf[i] + 1,
        "data-frame": i,
      });
      const label = title(i) + " (" + labelParts(i).join(", ") + ")";
      element.setAttribute("aria-label", label);
      element.appendChild(make(svgSpace, "title", {}, label));
      const y = rowTop(rowOf[i]);
      element.appendChild(make(svgSpace, "rect",
        {x: rounded(x), y, width: rounded(w), height: boxHeight}));
      const text = fitted(title(i), Math.floor((w - 6) / columnWidth));
      if (text) {
        const label = element.appendChild(
          make(svgSpace, "text", {x: rounded(x + 3), y: y + 12}, text));
        if (!plain.test(title(i))) oddTexts.push([label, i, w - 6]);
      }
      return element;
    }
    // Fonts draw what is not ASCII as wide as they like, so it is measured.
    let oddTexts = [];
    function narrowOddTexts() {
      for (const [label, i, room] of oddTexts) {
        let columns = Math.floor(room / columnWidth);
        while (label.textContent && label.getComputedTextLength() > room + 1) {
          columns--;
          label.textContent = fitted(title(i), columns);
        }
      }
      oddTexts = [];
    }
    const isAbove = (i) => zoomed > 0 && rowOf[i] < rowOf[zoomed]
      && starts[i] <= starts[zoomed]
      && starts[i] + extents[i] >= starts[zoomed] + extents[zoomed];

    // A column of pixels shows the frame below its middle, so colors keep their shares; what was
    // found is shown in any case. Neighbours of a color run together: frames come from left to
    // right within their row.
    function addStrip(strips, i, x, w) {
      const style = styleOf(i), pixels = window.devicePixelRatio || 1;
      // The end of one and the start of the next may differ in their last bits.
      const round = (value) => Math.round(value * pixels + 1e-6);
      const left = round(x), right = Math.max(round(x + w), style === "hit" ? left + 1 : left);
      if (right === left) return;
      let strip = strips.get(style);
      if (!strip) strips.set(style, strip = {path: [], runs: new Map()});
      const run = strip.runs.get(rowOf[i]);
      if (run && left <= run[1]) {
        run[1] = right;
        return;
      }
      if (run) writeRun(strip, rowOf[i], run);
      strip.runs.set(rowOf[i], [left, right]);
    }
    function writeRun(strip, row, [left, right]) {
      const pixels = window.devicePixelRatio || 1;
      const x = rounded(left / pixels), end = rounded(right / pixels);
      strip.path.push("M", x, " ", rowTop(row), "H", end, "v16H", x, "z");
    }
    function endStrip(strip) {
      for (const [row, run] of strip.runs) writeRun(strip, row, run);
    }

    // The frame below a point, however thin it is.
    function frameAt(x, y) {
      const place = Math.floor((y - framesTop) / rowHeight);
      const row = growsUp ? rowCount - 1 - place : place;
      const value = starts[zoomed] + (x - margin) / scale();
      for (let i = 0; i < count; i++) {
        if (rowOf[i] === row && extents[i] > 0 && starts[i] <= value
          && value < starts[i] + extents[i]) return i;
      }
      return -1;
    }
    function frameOf(event) {
      const element = event.target.closest && event.target.closest("[data-frame]");
      if (element) return Number(element.getAttribute("data-frame"));
      const box = root.getBoundingClientRect();
      return frameAt(event.clientX - box.left, event.clientY - box.top);
    }
    """#
}
