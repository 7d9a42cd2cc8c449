/// The script of every picture: a constant, in which nothing of a profile ever stands.
///
/// It reads the profile from the `metadata` element as text, and makes elements by name and text
/// nodes only, so a name cannot become markup or code.
enum PictureScript {
  static let text = """
    (() => {
    "use strict";
    \(data)
    \(words)
    \(drawing)
    \(search)
    \(controls)
    \(keyboard)
    \(address)
    \(start)
    })();

    """
}
