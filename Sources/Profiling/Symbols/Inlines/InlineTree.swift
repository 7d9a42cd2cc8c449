import CElfUtils

/// What was inlined into one function, and into that, with the code that came of it.
struct InlineTree {
  /// One inlined call.
  struct Node {
    /// The offset of its entry.
    let entry: UInt64
    /// What it was inlined into: another node's index, or `nil` for the function itself.
    let parent: Int?
  }

  private(set) var nodes: [Node] = []
  /// Entries are indices of nodes, deeper ones later.
  private var ranges: [CodeRange] = []

  private static let depthLimit = 256
  /// The largest functions have some ten thousand inlined calls.
  private static let nodeLimit = 1 << 18

  init(of function: inout Dwarf_Die) {
    append(below: &function, parent: nil, depth: 0)
  }

  private mutating func append(below die: inout Dwarf_Die, parent: Int?, depth: Int) {
    guard depth < Self.depthLimit else { return }
    die.forEachChild { child, tag in
      switch tag {
      case DW_TAG_inlined_subroutine:
        guard nodes.count < Self.nodeLimit else { return }
        let index = nodes.count
        nodes.append(Node(entry: dwarf_dieoffset(&child), parent: parent))
        child.appendRanges(to: &ranges, as: UInt64(index))
        append(below: &child, parent: index, depth: depth + 1)
      case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block:
        append(below: &child, parent: parent, depth: depth + 1)
      default:
        break
      }
    }
  }

  /// The innermost inlined call whose code contains an address.
  func innermost(at address: UInt64) -> Int? {
    // A node comes after what it was inlined into.
    ranges.lazy.filter { $0.low <= address && address < $0.high }.map { Int($0.entry) }.max()
  }

  /// The node and what it was inlined into, innermost first.
  func chain(from index: Int) -> [Node] {
    var chain: [Node] = []
    var next: Int? = index
    while let index = next {
      chain.append(nodes[index])
      next = nodes[index].parent
    }
    return chain
  }
}
