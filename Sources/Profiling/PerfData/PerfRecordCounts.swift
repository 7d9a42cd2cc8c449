/// How many records of which type a recording has.
package struct PerfRecordCounts: Sendable {
  private var known: [Int] = Array(repeating: 0, count: 128)
  private var others = 0

  @inline(__always) mutating func count(_ type: PerfRecordType) {
    if type.rawValue < 128 {
      known[Int(type.rawValue)] &+= 1
    } else {
      others &+= 1
    }
  }

  /// Records of types that perf did not have when this was written; they are skipped.
  package var unknown: Int {
    all.reduce(others) { $1.type.isKnown ? $0 : $0 + $1.count }
  }

  package subscript(type: PerfRecordType) -> Int {
    type.rawValue < 128 ? known[Int(type.rawValue)] : 0
  }

  /// The types that occur, in order of number.
  package var all: [(type: PerfRecordType, count: Int)] {
    known.indices.filter { known[$0] > 0 }.map {
      (PerfRecordType(rawValue: UInt32($0)), known[$0])
    }
  }
}
