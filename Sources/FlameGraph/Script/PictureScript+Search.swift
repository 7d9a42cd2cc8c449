extension PictureScript {
  /// Finds frames by regular expression, but never for longer than a reader would wait.
  static let search = #"""
    const longestPattern = 300, longestSearch = 1500;
    let pattern = "", problem = "", hits = [], hit = -1;

    // A regular expression that tries again and again can take longer than the universe is old.
    // What makes it do so is counted: nested repeats, and repeats and choices in a row. Returns
    // how much of each name may be looked at, or what is wrong.
    function limitOf(source) {
      let unbounded = 0, choices = 0, inClass = false;
      const groups = [];
      let last = null;
      for (let at = 0; at < source.length; at++) {
        const character = source[at];
        if (inClass) {
          if (character === "\\") at++;
          else if (character === "]") inClass = false;
          continue;
        }
        if (character === "\\") {
          if (/[1-9k]/.test(source[at + 1] || "")) return "references to groups are not searched";
          at++;
          last = null;
        } else if (character === "[") {
          inClass = true;
          last = null;
        } else if (character === "(") {
          groups.push({repeats: false});
          if (source[at + 1] === "?") at++;
          last = null;
        } else if (character === ")") {
          last = groups.pop() || null;
          if (last && last.repeats && groups.length) groups[groups.length - 1].repeats = true;
        } else if (character === "|") {
          if (groups.length) {
            choices++;
            groups[groups.length - 1].repeats = true;
          }
          last = null;
        } else if ("*+?{".includes(character)) {
          const range = character === "{" ? /^\{\d+(,\d*)?\}/.exec(source.slice(at)) : null;
          if (character === "{" && !range) continue;
          if (last && last.repeats) {
            return "a repeat of what repeats or chooses could take forever";
          }
          if (character === "?") choices++;
          else if (!range || range[1]) unbounded++;
          if (range) at += range[0].length - 1;
          if (source[at + 1] === "?") at++;
          if (groups.length) groups[groups.length - 1].repeats = true;
          last = null;
        } else {
          last = null;
        }
      }
      if (unbounded > 3) return "more than three repeats could take forever";
      if (choices > 8) return "more than eight choices could take forever";
      return [2000, 2000, 1000, 260][unbounded];
    }

    function search(text) {
      pattern = text;
      problem = "";
      found = null;
      hits = [];
      hit = -1;
      if (text !== "") findAll(text);
      drawFrames();
      tell();
    }

    function findAll(text) {
      if (text.length > longestPattern) {
        problem = "Patterns have at most " + longestPattern + " characters.";
        return;
      }
      let expression;
      try {
        const flags = text === text.toLowerCase() ? "i" : "";
        try {
          expression = new RegExp(text, flags + "u");
        } catch (error) {
          // Such as `{` or `\_`, which only the older grammar takes as itself.
          expression = new RegExp(text, flags);
        }
      } catch (error) {
        problem = "Not a regular expression: " + String(error.message).replace(/^.*\/: /, "");
        return;
      }
      const limit = limitOf(text);
      if (typeof limit === "string") {
        problem = "Not searched: " + limit + ".";
        return;
      }
      const end = performance.now() + longestSearch;
      const isHit = new Uint8Array(names.length);
      for (let i = 0; i < names.length; i++) {
        isHit[i] = expression.test(names[i].slice(0, limit)) ? 1 : 0;
        if (performance.now() > end) {
          problem = "Stopped after " + (i + 1) + " of " + names.length + " names.";
          break;
        }
      }
      found = new Uint8Array(count);
      for (let i = 1; i < count; i++) found[i] = isHit[nameOf[i]];
      collectHits();
    }

    function collectHits() {
      hits = [];
      for (let i = 1; found && i < count; i++) if (found[i] && extents[i] > 0) hits.push(i);
    }
    function overlap(i, whole) {
      const left = Math.max(starts[i], starts[whole]);
      const right = Math.min(starts[i] + extents[i], starts[whole] + extents[whole]);
      return Math.max(right - left, 0);
    }
    // A frame above another that was found adds nothing: its time is in the one below already.
    function matchedShare(whole) {
      let sum = 0;
      const covered = new Uint8Array(count);
      for (let i = 1; i < count; i++) {
        const parent = parentOf[i];
        covered[i] = covered[parent] || found[parent] ? 1 : 0;
        if (found[i] && !covered[i]) sum += overlap(i, whole);
      }
      return sum / extents[whole];
    }

    function step(by) {
      if (!hits.length) return;
      const isTyping = document.activeElement === input;
      hit = hit < 0 ? (by > 0 ? 0 : hits.length - 1) : (hit + by + hits.length) % hits.length;
      const frame = hits[hit];
      if (elements.has(frame)) {
        drawFrames();
      } else {
        // Outside of what is zoomed, or too thin to see: look at its caller, else at itself.
        const caller = parentOf[frame];
        zoom(extents[frame] / extents[caller] * (width - 2 * margin) < 3 ? frame : caller);
      }
      focusOn(frame);
      if (isTyping) input.focus({preventScroll: true});
      tell();
      describe(frame);
    }
    """#
}
