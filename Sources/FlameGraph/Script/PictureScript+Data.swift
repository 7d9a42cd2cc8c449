extension PictureScript {
  /// Reads the rows back into columns, a number a frame, and lays them out for a view.
  static let data = #"""
    const svgSpace = "http://www.w3.org/2000/svg";
    const htmlSpace = "http://www.w3.org/1999/xhtml";
    const root = (document.currentScript && document.currentScript.closest("svg"))
      || document.documentElement;
    const one = (selector) => root.querySelector(selector);
    const store = one(".data");
    const facts = {};
    for (const attribute of store.attributes) facts[attribute.name] = attribute.value;
    const has = (name) => Object.prototype.hasOwnProperty.call(facts, "data-" + name);
    const isDifferential = has("differential"), isInTime = has("time");
    const countsSamples = has("samples"), showsOwn = has("own");
    const growsUp = facts["data-growth"] === "up";

    const lines = store.textContent.split("\n");
    const modulesEnd = lines.indexOf("");
    const namesEnd = lines.indexOf("", modulesEnd + 1);
    const modules = [""].concat(lines.slice(0, modulesEnd));
    const names = [], styles = [], modulesOfNames = [];
    for (const line of lines.slice(modulesEnd + 1, namesEnd)) {
      const tab = line.indexOf("\t");
      styles.push(line.slice(0, 2));
      names.push(tab < 0 ? line.slice(2) : line.slice(2, tab));
      modulesOfNames.push(tab < 0 ? "" : modules[Number(line.slice(tab + 1))] || "");
    }
    const rowLines = lines.slice(namesEnd + 1);
    const count = rowLines.length;
    const column = () => new Float64Array(count);
    const nameOf = new Int32Array(count), parentOf = new Int32Array(count);
    const rowOf = new Int32Array(count), depthOf = new Int32Array(count);
    const columns = {};
    for (const letter of "GTSNBAVMCDLHPQ") columns[letter] = column();
    for (const letter of "LHPQ") columns[letter].fill(NaN);
    const readNumber = facts["data-radix"] === "36" ? (text) => parseInt(text, 36) : Number;
    {
      const open = [];
      rowLines.forEach((line, index) => {
        const parts = line.split(/([A-Z])/);
        const fields = {};
        for (let i = 1; i + 1 < parts.length; i += 2) fields[parts[i]] = readNumber(parts[i + 1]);
        nameOf[index] = readNumber(parts[0]);
        const depth = index === 0 ? 0 : open.length - (fields.U || 0);
        open.length = depth;
        const parent = depth === 0 ? -1 : open[depth - 1];
        open.push(index);
        depthOf[index] = depth;
        parentOf[index] = parent;
        rowOf[index] = parent < 0 ? 0 : rowOf[parent] + 1 + (fields.K || 0);
        for (const letter in columns) {
          if (letter in fields) columns[letter][index] = fields[letter];
          else if (parent >= 0 && (letter === "T" || letter === "N")) {
            columns[letter][index] = columns[letter][parent];
          }
        }
      });
    }
    let rowCount = 0;
    for (let i = 0; i < count; i++) rowCount = Math.max(rowCount, rowOf[i] + 1);

    // What decides the widths: after, or before, or only what vanished.
    const views = {after: "T", before: "B", vanished: "V"};
    let view = "after", extents = columns.T, starts = column();
    function arrange() {
      extents = columns[views[view]];
      starts = column();
      const edges = column();
      for (let i = 0; i < count; i++) {
        const parent = parentOf[i];
        if (parent >= 0) {
          starts[i] = edges[parent] + columns.G[i];
          edges[parent] = starts[i] + extents[i];
        }
        edges[i] = starts[i];
      }
    }
    """#
}
