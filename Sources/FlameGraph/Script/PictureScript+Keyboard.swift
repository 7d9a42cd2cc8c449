extension PictureScript {
  /// Walks the frames with the arrows; one frame at a time can be reached with the tab key.
  static let keyboard = #"""
    function takeFocus(isWanted) {
      for (const element of layer.querySelectorAll("[tabindex='0']")) {
        element.setAttribute("tabindex", "-1");
      }
      const element = elements.get(focused);
      if (!element) return;
      element.setAttribute("tabindex", "0");
      if (isWanted) element.focus({preventScroll: true});
    }
    function focusOn(i) {
      if (!elements.has(i)) return;
      focused = i;
      takeFocus(true);
      elements.get(i).scrollIntoView({block: "nearest", inline: "nearest"});
      dock();
    }

    function beside(i, by) {
      for (let j = i + by; j >= 0 && j < count; j += by) {
        if (rowOf[j] === rowOf[i] && elements.has(j)) return j;
      }
      return i;
    }
    function widestChild(i) {
      let widest = -1;
      for (let j = i + 1; j < count && depthOf[j] > depthOf[i]; j++) {
        if (parentOf[j] === i && elements.has(j)
          && (widest < 0 || extents[j] > extents[widest])) widest = j;
      }
      return widest < 0 ? i : widest;
    }
    const caller = (i) => parentOf[i] < 0 ? i : parentOf[i];

    layer.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const moves = {
        ArrowLeft: () => beside(focused, -1),
        ArrowRight: () => beside(focused, 1),
        ArrowUp: () => growsUp ? widestChild(focused) : caller(focused),
        ArrowDown: () => growsUp ? caller(focused) : widestChild(focused),
        Home: () => 0,
      };
      if (event.key === "Enter" || event.key === " ") {
        zoom(focused);
        focusOn(focused);
        describe(focused);
      } else if (event.key in moves) {
        focusOn(moves[event.key]());
      } else {
        return;
      }
      event.preventDefault();
    });
    layer.addEventListener("focusin", (event) => {
      const frame = frameOf(event);
      if (frame < 0) return;
      if (frame !== focused) {
        focused = frame;
        takeFocus(false);
      }
      describe(frame);
    });
    layer.addEventListener("focusout", () => describe(-1));
    layer.addEventListener("click", (event) => {
      const frame = frameOf(event);
      if (frame < 0) return;
      focused = frame;
      zoom(frame);
      focusOn(frame);
    });
    layer.addEventListener("mousemove", (event) => describe(frameOf(event)));
    layer.addEventListener("mouseleave", () => describe(
      layer.contains(document.activeElement) ? focused : -1));

    window.addEventListener("keydown", (event) => {
      // Keys pressed elsewhere in a page that holds this picture are not ours.
      if (!ownsAddress && !root.contains(event.target)) return;
      const isTyping = event.target === input;
      if ((event.key === "f" || event.key === "F") && (event.ctrlKey || event.metaKey)
        || event.key === "/" && !isTyping) {
        event.preventDefault();
        input.focus();
        input.select();
      } else if (event.key === "Escape") {
        if (isTyping || zoomed === 0) {
          input.value = "";
          search("");
          if (isTyping) takeFocus(true);
        } else {
          zoom(0);
        }
      } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey
        && (event.key === "n" || event.key === "N")) {
        step(event.key === "n" ? 1 : -1);
      }
    });
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => search(input.value), 150);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      clearTimeout(waiting);
      if (input.value !== pattern) search(input.value);
      else {
        step(event.shiftKey ? -1 : 1);
        input.focus({preventScroll: true});
      }
    });
    """#
}
