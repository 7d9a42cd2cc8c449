import BenchModel
import Profiling

/// Names each address after itself, so that a test sees what was looked up: `/bin/true+0x1f`.
final class OffsetResolver: AddressResolving {
  private(set) var files: [MappedFile] = []
  /// How often each was asked, to see that no address is asked twice.
  private(set) var questions = 0
  private var places: [UInt64] = []

  func open(_ file: MappedFile) -> Int {
    files.append(file)
    return files.count - 1
  }

  func place(of address: UInt64, in file: Int) -> UInt32? {
    questions += 1
    places.append(address)
    return UInt32(places.count - 1)
  }

  func frames(of place: UInt32, in file: Int) -> [ResolvedFrame] {
    [
      ResolvedFrame(
        name: "\(files[file].path)+0x" + String(places[Int(place)], radix: 16), kind: .native,
        module: files[file].path)
    ]
  }
}

extension StackProfile {
  /// The names of a node's stack, the outermost first, the thread's name among them.
  func names(to node: StackTree.NodeID) -> [String] {
    tree.stack(to: node).map { tree.frames.name($0) }
  }

  /// Folded text as a dictionary from stack to weight.
  var folded: [String: Double] {
    var folded: [String: Double] = [:]
    for leaf in tree.leaves {
      folded[names(to: leaf).joined(separator: ";"), default: 0] += tree.nodes[Int(leaf)].weight
    }
    return folded
  }
}
