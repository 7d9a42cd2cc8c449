extension PictureScript {
  /// Numbers and frames in words, as the labels that are written without a script have them.
  static let words = #"""
    const kind = facts["data-kind"], unit = facts["data-unit"];
    const grouped = (value) => value.toLocaleString("en-US",
      {maximumFractionDigits: Number.isInteger(value) ? 0 : 2});
    function scaled(value, scales) {
      let chosen = scales[0];
      for (const scale of scales) if (Math.abs(value) >= scale[1]) chosen = scale;
      const shown = value / chosen[1];
      const places = chosen[1] === 1 ? (Number.isInteger(shown) ? 0 : 2)
        : Math.abs(shown) < 10 ? 2 : 1;
      return shown.toFixed(places) + " " + chosen[0];
    }
    function amount(value) {
      if (kind === "time") {
        return scaled(value, [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]]);
      }
      if (kind === "bytes") {
        return scaled(value, [["B", 1], ["KiB", 2 ** 10], ["MiB", 2 ** 20], ["GiB", 2 ** 30],
          ["TiB", 2 ** 40]]);
      }
      return kind === "samples" ? sampleCount(value) : grouped(value) + " " + unit;
    }
    const sampleCount = (value) => value === 1 ? "1 sample" : grouped(value) + " samples";
    const percent = (share) => (Number.isFinite(share) ? share * 100 : 0).toFixed(2) + "%";
    function signed(share) {
      const text = (share * 100).toFixed(2);
      if (Number(text) === 0) return "0.00";
      return text.startsWith("-") ? "−" + text.slice(1) : "+" + text;
    }
    const title = (i) => names[nameOf[i]];

    function labelParts(i) {
      if (isDifferential) return changeParts(i);
      const parts = [amount(columns.T[i]), percent(columns.T[i] / columns.T[0]) + " of all"];
      if (zoomed > 0) parts.push(percent(shareOfZoomed(i)) + " of zoomed");
      if (countsSamples) parts.push(sampleCount(columns.N[i]));
      if (showsOwn && !isInTime) {
        parts.push("self " + amount(columns.S[i]) + ", " + percent(columns.S[i] / columns.T[0]));
      }
      if (isInTime) {
        parts.push("from " + amount(starts[i]) + " to " + amount(starts[i] + extents[i]));
      }
      return parts;
    }

    // A frame may reach beyond a zoomed one only where rows are lanes of time.
    function shareOfZoomed(i) {
      const left = Math.max(starts[i], starts[zoomed]);
      const right = Math.min(starts[i] + extents[i], starts[zoomed] + extents[zoomed]);
      return Math.max(right - left, 0) / extents[zoomed];
    }

    function changeParts(i) {
      const sides = (before, after, low, high) => {
        const shares = [before / columns.B[0], after / columns.T[0]];
        const change = shares[1] - shares[0];
        let text = percent(shares[0]) + " → " + percent(shares[1]) + ", " + signed(change)
          + " points";
        if (before > 0 && after > 0) text += " (" + signed(shares[1] / shares[0] - 1) + "%)";
        else if (after > 0) text += " (new)";
        else if (before > 0) text += " (vanished)";
        if (!Number.isNaN(low)) {
          text += ", 95% interval " + signed(low / 1e5) + " to " + signed(high / 1e5);
        }
        return text;
      };
      const counts = countsSamples
        ? [amount(columns.B[i]) + ", " + sampleCount(columns.M[i]),
          amount(columns.T[i]) + ", " + sampleCount(columns.N[i])]
        : [amount(columns.B[i]), amount(columns.T[i])];
      const parts = ["before " + counts[0] + ", after " + counts[1],
        sides(columns.B[i], columns.T[i], columns.L[i], columns.H[i])];
      if (columns.A[i] > 0 || columns.S[i] > 0) {
        parts.push("self " + sides(columns.A[i], columns.S[i], columns.P[i], columns.Q[i]));
      }
      if (zoomed > 0) parts.push(percent(shareOfZoomed(i)) + " of zoomed");
      return parts;
    }
    """#
}
