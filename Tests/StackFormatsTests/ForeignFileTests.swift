import BenchModel
import Testing

@testable import StackFormats

/// Files as other programs write them, made by hand from the formats' descriptions.
@Suite struct ForeignFileTests {
  private func read(_ text: String) throws -> StackProfile {
    try Array(text.utf8).withUnsafeBytes { try StackProfile.read($0) }
  }

  @Test func `speedscope's evented profiles give each frame the time it was innermost`() throws {
    let profile = try read(
      """
      {"$schema":"https://www.speedscope.app/file-format-schema.json","name":"n",
       "shared":{"frames":[{"name":"a"},{"name":"b","file":"x.c","line":3}]},
       "profiles":[{"type":"evented","name":"t","unit":"milliseconds","startValue":0,"endValue":9,
        "events":[{"type":"O","at":0,"frame":0},{"type":"O","at":2,"frame":1},
         {"type":"C","at":5,"frame":1},{"type":"C","at":9,"frame":0}]}]}
      """)
    #expect(stacks(profile.tree) == [["a"]: 6e6, ["a", "b"]: 3e6])
    #expect(profile.tree.unit == .nanoseconds)
    #expect(profile.provenance.subject == "n")
  }

  @Test(arguments: [
    (#"{"type":"C","at":1,"frame":0}"#, "closes the frame 0"),
    (#"{"type":"O","at":5,"frame":0},{"type":"O","at":1,"frame":0}"#, "goes back in time"),
    (#"{"type":"O","at":5,"frame":7}"#, "names the frame 7 of 1"),
    (#"{"type":"O","at":5}"#, "'profiles[0].events[0]' has no 'frame'"),
  ])
  func `speedscope errors name the place`(events: String, problem: String) {
    let error = #expect(throws: StackFormatError.self) {
      try read(
        """
        {"shared":{"frames":[{"name":"a"}]},
         "profiles":[{"type":"evented","unit":"none","events":[\(events)]}]}
        """)
    }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "no error")")
  }

  @Test func `Firefox stacks are read through all their tables`() throws {
    let profile = try read(
      """
      {"meta":{"preprocessedProfileVersion":47,"product":"Firefox","interval":1},
       "libs":[{"name":"libc.so.6","path":"/lib/libc.so.6"}],
       "threads":[{"name":"GeckoMain","pid":"7","tid":7,
        "stringArray":["unused","main","read"],
        "funcTable":{"name":[2,1],"resource":[0,-1],"length":2},
        "resourceTable":{"lib":[0],"name":[0],"length":1},
        "frameTable":{"func":[1,0],"category":[null,null],"length":2},
        "stackTable":{"frame":[0,1],"prefix":[null,0],"length":2},
        "samples":{"stack":[1,1,0,null],"time":[0,1,2,3],"weight":null,"weightType":"samples",
         "length":4}}]}
      """)
    #expect(stacks(profile.tree) == [["main", "read"]: 2, ["main"]: 1, []: 1])
    let leaf = profile.tree.leaves.first { profile.tree.nodes[Int($0)].weight == 2 }
    let frame = profile.tree.nodes[Int(try #require(leaf))].frame
    #expect(profile.tree.frames.kind(frame) == .systemLibrary)
  }

  @Test func `a Firefox stack that calls itself is an error`() {
    let error = #expect(throws: StackFormatError.self) {
      try read(
        """
        {"meta":{"preprocessedProfileVersion":47},"threads":[{"stringArray":["a"],
         "funcTable":{"name":[0]},"frameTable":{"func":[0]},
         "stackTable":{"frame":[0,0],"prefix":[1,0]},"samples":{"stack":[0]}}]}
        """)
    }
    #expect(error?.description.contains("'threads[0].stackTable.prefix[0]' is 1") == true)
  }

  /// Encoded by hand: field number times 8 plus wire type, then a number or a length and bytes.
  /// Here lists are not packed, one location has an inlined function, and nothing is compressed.
  @Test func `pprof messages with single numbers are read`() throws {
    let messages: [[UInt8]] = [
      [0x0A, 0x04, 0x08, 0x01, 0x10, 0x02],  // sample_type: string 1 in string 2
      [0x12, 0x06, 0x08, 0x02, 0x08, 0x01, 0x10, 0x07],  // sample: locations 2, 1; value 7
      [0x22, 0x06, 0x08, 0x01, 0x22, 0x02, 0x08, 0x01],  // location 1: function 1
      // location 2: functions 3 (inlined) and 2
      [0x22, 0x0A, 0x08, 0x02, 0x22, 0x02, 0x08, 0x03, 0x22, 0x02, 0x08, 0x02],
      [0x2A, 0x04, 0x08, 0x01, 0x10, 0x03],  // function 1: string 3
      [0x2A, 0x04, 0x08, 0x02, 0x10, 0x04],
      [0x2A, 0x04, 0x08, 0x03, 0x10, 0x05],
      [0x32, 0x00],
    ]
    var bytes = Array(messages.joined())
    for string in ["cpu", "milliseconds", "main", "f", "g"] {
      bytes += [0x32, UInt8(string.utf8.count)] + Array(string.utf8)
    }
    let profile = try bytes.withUnsafeBytes { try StackProfile.read($0) }
    #expect(stacks(profile.tree) == [["main", "f", "g"]: 7e6])
    let frame = profile.tree.nodes[Int(profile.tree.leaves[0])].frame
    #expect(profile.tree.frames.kind(frame) == .inlined)
  }

  @Test func `a pprof file cut anywhere is an error or has fewer stacks`() {
    let bytes = Pprof.encode(StackProfile(tree: variedTree()))
    for count in 0..<bytes.count {
      let part = Array(bytes[..<count])
      let back = part.withUnsafeBytes { part in try? Pprof.read(part) }
      if let back { #expect(back.tree.totalWeight <= 39) }
    }
    let compressed = Pprof.write(StackProfile(tree: variedTree()))
    for count in 3..<compressed.count {
      let part = Array(compressed[..<count])
      #expect(throws: StackFormatError.self) { try part.withUnsafeBytes { try Pprof.read($0) } }
    }
  }

  /// A thousand inlined functions in one location, named a hundred thousand times in as many bytes.
  @Test func `pprof samples cannot multiply without bounds`() {
    var output = ProtobufOutput()
    output.field(1) { $0.field(1, 1) }
    output.field(4) { location in
      location.field(1, 1)
      for function in 0..<1000 { location.field(4) { $0.field(1, UInt64(function) + 1) } }
    }
    for function in 0..<1000 {
      output.field(5) {
        $0.field(1, UInt64(function) + 1)
        $0.field(2, 1)
      }
    }
    output.field(2) {
      $0.field(1, packed: repeatElement(1, count: 100_000))
      $0.field(2, packed: [1])
    }
    output.field(6, bytes: [])
    output.field(6, bytes: Array("f".utf8))
    let error = #expect(throws: StackFormatError.self) {
      try output.bytes.withUnsafeBytes { try Pprof.read($0) }
    }
    #expect(error?.description.contains("frames in its samples") == true)
  }

  /// Eight megabytes of zeros are eight kilobytes when compressed.
  @Test func `a gzip bomb is not unpacked to its end`() {
    let bomb = Gzip.compress([UInt8](repeating: 0, count: 8 << 20))
    let error = bomb.withUnsafeBytes { bomb in
      #expect(throws: StackFormatError.self) {
        try Gzip.decompress(bomb, format: .pprof, limitBytes: 1 << 20)
      }
    }
    #expect(error == .tooLarge(.pprof, what: "bytes when uncompressed", limit: 1 << 20))
  }

  @Test func `gzip files behind each other are one`() throws {
    let twice = Gzip.compress(Array("main".utf8)) + Gzip.compress(Array(";f 1".utf8))
    let text = try twice.withUnsafeBytes { try Gzip.decompress($0, format: .pprof) }
    #expect(String(decoding: text, as: UTF8.self) == "main;f 1")
  }
}
