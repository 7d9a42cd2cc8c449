import BenchModel
import Foundation

@testable import StackFormats

/// The stacks of a `perf script` text, as folded text.
func collapse(
  _ text: String, _ options: PerfScriptOptions = PerfScriptOptions()
) throws -> String {
  try folded(read(text, options).tree)
}

/// Counts samples in place of periods.
func collapseSamples(_ text: String) throws -> String {
  var options = PerfScriptOptions()
  options.weight = .samples
  return try collapse(text, options)
}

func read(
  _ text: String, _ options: PerfScriptOptions = PerfScriptOptions()
) throws -> StackProfile {
  var reader = PerfScriptReader(options: options)
  Array(text.utf8).withUnsafeBytes { reader.feed($0) }
  return try reader.finish()
}

func folded(_ tree: StackTree) -> String {
  tree.checkInvariants()
  return String(decoding: FoldedText.write(tree), as: UTF8.self)
}

func readFolded(_ text: String, unit: StackUnit = .samples) throws -> StackProfile {
  try readFolded(bytes: Array(text.utf8), unit: unit)
}

func readFolded(bytes: [UInt8], unit: StackUnit = .samples) throws -> StackProfile {
  // A copy of exactly this size: a read behind its end is found by the address sanitizer.
  try bytes.withUnsafeBytes { try FoldedText.read($0, unit: unit) }
}

func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  return Array(try Data(contentsOf: folder.appending(path: name)))
}

/// A tree with decimals, marks, modules, and a name that tries each format's own signs.
func variedTree(unit: StackUnit = .samples) -> StackTree {
  var tree = StackTree(unit: unit)
  let libc = tree.frames.internModule("/usr/lib/libc.so.6")
  let kernel = tree.frames.internModule("[kernel.kallsyms]")
  let main = tree.frames.intern("main", kind: .native)
  let hostile = tree.frames.intern("</script>\"\\ \u{1F525} -> &amp, x", kind: .native)
  let read = tree.frames.intern("read", kind: .systemLibrary, module: libc)
  let entry = tree.frames.intern("entry_SYSCALL_64", kind: .kernel, module: kernel)
  tree.add([main], weight: 3, samples: 3)
  tree.add([main, read], weight: 5, samples: 5)
  tree.add([main, read, entry], weight: 7, samples: 7)
  tree.add([main, hostile, main, hostile], weight: 11, samples: 11)
  tree.add([hostile], weight: 13, samples: 13)
  return tree
}

/// The stacks of a tree by the names of their frames.
func stacks(_ tree: StackTree) -> [[String]: Double] {
  var stacks: [[String]: Double] = [:]
  for leaf in tree.leaves {
    stacks[tree.stack(to: leaf).map(tree.frames.name), default: 0] += tree.nodes[Int(leaf)].weight
  }
  return stacks
}

/// A generator whose seed a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    // SplitMix64, by S. Vigna.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
