extension PictureScript {
  /// The bar above the frames, the details below them, and where everything stands.
  static let controls = #"""
    const bar = make(svgSpace, "foreignObject", {class: "controls", x: margin, height: 34});
    const barBox = bar.appendChild(make(htmlSpace, "div",
      {class: "bar", role: "toolbar", "aria-label": "Picture"}));
    function button(text, label, action) {
      const element = make(htmlSpace, "button",
        {type: "button", title: label, "aria-label": label}, text);
      element.addEventListener("click", action);
      return barBox.appendChild(element);
    }
    const reset = button("Reset zoom", "Show everything (Escape)", () => zoom(0));
    reset.classList.add("reset");
    const input = barBox.appendChild(make(htmlSpace, "input", {
      type: "search", class: "search", placeholder: "Search: regular expression",
      "aria-label": "Search frames by regular expression", maxlength: longestPattern,
      title: "Any case, unless the pattern has capitals (/ or Ctrl-F)", spellcheck: "false",
      autocomplete: "off",
    }));
    const previous = button("‹", "Previous hit (N)", () => step(-1));
    const next = button("›", "Next hit (n)", () => step(1));
    const viewButtons = {};
    let measure = null;
    if (isDifferential) {
      for (const [name, label] of [["after", "Widths as after"], ["before", "Widths as before"],
        ["vanished", "Only what vanished, wide as before"]]) {
        viewButtons[name] = button(name[0].toUpperCase() + name.slice(1), label,
          () => choose(name));
        viewButtons[name].classList.add("view-" + name);
      }
      measure = button("Color by self", "Color by the change of a frame itself, without what it called",
        () => {
          byOwn = !byOwn;
          drawFrames();
          tell();
        });
      measure.classList.add("measure");
    }
    const theme = button("◐", "Light or dark", () => {
      setTheme(isDark() ? "light" : "dark");
      remember();
    });
    theme.classList.add("theme");
    const status = barBox.appendChild(make(htmlSpace, "span",
      {class: "status", role: "status", "aria-live": "polite"}));

    const panel = make(svgSpace, "foreignObject",
      {class: "panel", x: margin, height: detailsHeight});
    const details = panel.appendChild(make(htmlSpace, "div", {class: "details"}));
    const detailsName = details.appendChild(make(htmlSpace, "b", {class: "name"}));
    const detailsFacts = details.appendChild(make(htmlSpace, "span", {class: "facts"}));

    const isDark = () => root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    function setTheme(name) {
      if (name === "dark" || name === "light") root.dataset.theme = name;
      else delete root.dataset.theme;
    }

    function choose(name) {
      if (!(name in views) || !(columns[views[name]][0] > 0)) return false;
      view = name;
      arrange();
      if (!(extents[zoomed] > 0)) zoomed = 0;
      collectHits();
      drawFrames();
      tell();
      return true;
    }

    function zoom(i) {
      if (!(extents[i] > 0)) return;
      zoomed = i;
      layer.classList.remove("fresh");
      drawFrames();
      // Reading a measure starts the animation anew.
      void layer.getBoundingClientRect();
      layer.classList.add("fresh");
      tell();
    }

    // Shows what a frame is; without one, what can be done.
    function describe(i) {
      if (i < 0) {
        detailsName.textContent = zoomed > 0 ? "Zoomed to " + title(zoomed) : "";
        detailsFacts.textContent = "Click or Enter zooms, Escape shows everything, arrows walk, "
          + "/ searches, n and N step through hits.";
        return;
      }
      detailsName.textContent = title(i);
      const parts = labelParts(i);
      const module = modulesOfNames[nameOf[i]];
      if (module) parts.push(module);
      detailsFacts.textContent = parts.join(" · ");
    }

    function tell() {
      const parts = [];
      if (problem) parts.push(problem);
      if (found) {
        let text = "Matched " + percent(matchedShare(0));
        if (zoomed > 0) text += " of all, " + percent(matchedShare(zoomed)) + " of zoomed";
        parts.push(text + (hit >= 0 ? ", " + (hit + 1) + " of " + hits.length
          : ", " + hits.length + (hits.length === 1 ? " frame" : " frames")));
      }
      status.textContent = parts.join(" ");
      status.classList.toggle("problem", problem !== "");
      reset.disabled = zoomed === 0;
      previous.disabled = next.disabled = hits.length === 0;
      for (const name in viewButtons) {
        viewButtons[name].setAttribute("aria-pressed", String(view === name));
        viewButtons[name].disabled = !(columns[views[name]][0] > 0);
      }
      if (measure) measure.setAttribute("aria-pressed", String(byOwn));
      describe(elements.has(focused) && layer.contains(document.activeElement) ? focused : -1);
      remember();
    }

    // Lines of text are broken anew, and everything below them moves.
    function wrapLine(text, columns) {
      const broken = [];
      let line = "";
      for (let word of text.split(" ")) {
        if (line && line.length + 1 + word.length > columns) {
          broken.push(line);
          line = "";
        }
        while (word.length > columns) {
          const part = segments(word.slice(0, columns)).slice(0, -1).join("") || word.slice(0, 1);
          broken.push(part);
          word = word.slice(part.length);
        }
        line = line ? line + " " + word : word;
      }
      broken.push(line);
      return broken;
    }
    const paragraphs = (selector) => Array.from(root.querySelectorAll(selector),
      (element) => ({element, text: element.textContent.trim()}));
    const head = paragraphs(".head .p:not(.title)"), foot = paragraphs(".foot .p");
    const titleLine = one(".p.title");
    const wholeTitle = root.getAttribute("aria-label");
    function setParagraph(paragraph, y) {
      const broken = wrapLine(paragraph.text, Math.floor((width - 2 * margin) / columnWidth));
      paragraph.element.replaceChildren(...broken.map((line, index) =>
        make(svgSpace, "tspan", {x: margin, y: y + index * 16}, line)));
      return y + broken.length * 16;
    }

    const legendItems = Array.from(root.querySelectorAll(".legend g"));
    function setLegend(top) {
      let x = 0, y = top;
      for (const item of legendItems) {
        const need = 18 + item.textContent.trim().length * columnWidth + 16;
        if (x > 0 && x + need > width - 2 * margin) {
          x = 0;
          y += 18;
        }
        item.setAttribute("transform", "translate(" + (margin + x) + " " + y + ")");
        x += need;
      }
      return legendItems.length ? y + 18 : y;
    }

    function measureText() {
      const probe = root.appendChild(make(svgSpace, "text", {class: "p"}, "m".repeat(100)));
      const length = probe.getComputedTextLength();
      probe.remove();
      if (length > 0) columnWidth = length / 100;
    }

    function fit() {
      for (let turn = 0; turn < 2; turn++) {
        const room = root.getBoundingClientRect().width || window.innerWidth;
        if (turn > 0 && Math.abs(room - width) < 0.5) break;
        width = Math.max(room, 320);
        layOut();
      }
      drawFrames();
      tell();
    }

    function layOut() {
      titleLine.replaceChildren(make(svgSpace, "tspan", {x: margin, y: 26},
        fitted(wholeTitle, Math.floor((width - 2 * margin) / columnWidth * 12 / 17))));
      let y = 46;
      for (const paragraph of head) y = setParagraph(paragraph, y);
      bar.setAttribute("y", y - 6);
      bar.setAttribute("width", width - 2 * margin);
      bar.setAttribute("height", 1000);
      const barHeight = Math.max(barBox.getBoundingClientRect().height, 30);
      bar.setAttribute("height", barHeight);
      framesTop = setLegend(y - 6 + barHeight + 8) + 6;
      y = framesTop + rowCount * rowHeight + 20;
      for (const paragraph of foot) y = setParagraph(paragraph, y);
      pictureHeight = Math.ceil(y + detailsHeight + 6);
      panel.setAttribute("width", width - 2 * margin);
      root.setAttribute("height", pictureHeight);
      root.setAttribute("viewBox", "0 0 " + width + " " + pictureHeight);
      dock();
    }

    // The details stay in sight at the lower edge of the window.
    function dock() {
      const seen = Math.min(pictureHeight,
        window.innerHeight - root.getBoundingClientRect().top);
      panel.setAttribute("y", Math.max(seen - detailsHeight - 6, 0));
    }
    """#
}
