extension PictureScript {
  /// Takes the picture over from the one that was drawn without a script.
  static let start = #"""
    root.setAttribute("width", "100%");
    layer.setAttribute("role", "tree");
    root.insertBefore(bar, layer);
    root.insertBefore(panel, store);
    measureText();
    arrange();
    fit();
    if (ownsAddress) {
      recall();
      written = location.hash;
      window.addEventListener("hashchange", () => {
        if (location.hash === written) return;
        written = null;
        recall();
        written = location.hash;
      });
    }
    window.addEventListener("resize", fit);
    window.addEventListener("scroll", dock, {passive: true});
    // Fonts may come late, and their characters have another width.
    if (document.fonts && document.fonts.ready) {
      document.fonts.ready.then(() => {
        measureText();
        fit();
      });
    }
    """#
}
