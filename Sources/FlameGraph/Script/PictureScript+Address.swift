extension PictureScript {
  /// Keeps what is looked at in the address, so that it can be sent to someone.
  static let address = #"""
    // Pictures inside of a page leave its address alone.
    const ownsAddress = document.documentElement === root;
    let written = null;
    function remember() {
      if (!ownsAddress || written === null) return;
      const parts = [];
      if (zoomed > 0) parts.push("zoom=" + zoomed);
      if (pattern) parts.push("search=" + encodeURIComponent(pattern));
      if (view !== "after") parts.push("view=" + view);
      if (byOwn) parts.push("by=self");
      if (root.dataset.theme) parts.push("theme=" + root.dataset.theme);
      const fragment = parts.length ? "#" + parts.join("&") : "";
      if (fragment === written) return;
      written = fragment;
      try {
        history.replaceState(null, "", fragment || location.pathname + location.search);
      } catch (error) {
        // Some places have no history to write; the picture works without.
      }
    }

    // Whatever is no state of this picture is passed over.
    function recall() {
      const state = {};
      for (const part of location.hash.slice(1, 4000).split("&")) {
        const at = part.indexOf("=");
        if (at < 0) continue;
        try {
          state[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
        } catch (error) {
          continue;
        }
      }
      setTheme(state.theme);
      byOwn = isDifferential && state.by === "self";
      if (isDifferential) choose(state.view || "after");
      const frame = /^\d{1,9}$/.test(state.zoom || "") ? Number(state.zoom) : 0;
      zoomed = frame < count && extents[frame] > 0 ? frame : 0;
      focused = zoomed;
      input.value = (state.search || "").slice(0, longestPattern);
      search(state.search || "");
    }
    """#
}
