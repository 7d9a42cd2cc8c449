import CProfiling

/// Records of what the kernel did not tell, since it happened before the recording began or nobody
/// asked: as if the process had just mapped what it has mapped and its threads had just been named.
struct SynthesizedRecords {
  private(set) var records = RecordBytes()

  var bytes: [UInt8] { records.bytes }

  mutating func add(_ range: KernelTextRange) {
    records.append(
      recordOf: PERF_RECORD_MMAP.rawValue, flags: UInt16(PERF_RECORD_MISC_KERNEL)
    ) { record in
      record.append(UInt32.max)
      record.append(UInt32(0))
      record.append(range.start)
      record.append(range.end - range.start)
      record.append(range.start)
      Self.finish(&record, name: "[kernel.kallsyms]_text".utf8, process: 0, thread: 0)
    }
  }

  /// Adds what /proc tells of a process; what has ended meanwhile is left out.
  ///
  /// - Parameter mapsData: Whether mappings that cannot be executed are told too.
  mutating func add(process: Int32, mapsData: Bool) {
    for thread in KernelFile.numbers(in: "/proc/\(process)/task") {
      guard let name = KernelFile.firstLine("/proc/\(process)/task/\(thread)/comm") else {
        continue
      }
      add(name: name, process: process, thread: thread)
    }
    let text = KernelFile.bytes("/proc/\(process)/maps") ?? []
    for map in ProcessMap.all(in: text) where map.isExecutable || (mapsData && map.isReadable) {
      add(map, process: process)
    }
  }

  /// - Parameter time: When it became so; 0 puts it before all that was recorded.
  mutating func add(
    name: some Collection<UInt8>, process: Int32, thread: Int32, time: UInt64 = 0
  ) {
    records.append(recordOf: PERF_RECORD_COMM.rawValue) { record in
      record.append(process)
      record.append(thread)
      Self.finish(&record, name: name.prefix(15), process: process, thread: thread, time: time)
    }
  }

  /// - Parameter time: When it became so; 0 puts it before all that was recorded.
  mutating func add(_ map: ProcessMap, process: Int32, time: UInt64 = 0) {
    let kind = map.isExecutable ? 0 : PERF_RECORD_MISC_MMAP_DATA
    records.append(
      recordOf: PERF_RECORD_MMAP2.rawValue, flags: UInt16(PERF_RECORD_MISC_USER | kind)
    ) { record in
      record.append(process)
      record.append(process)
      record.append(map.start)
      record.append(map.end - map.start)
      record.append(map.offset)
      record.append(map.deviceMajor)
      record.append(map.deviceMinor)
      record.append(map.inode)
      record.append(UInt64(0))  // the inode's generation, which no file tells
      record.append(map.protection)
      record.append(map.isShared ? UInt32(1) : 2)
      let name = map.name.isEmpty ? Array("//anon".utf8) : map.name
      Self.finish(
        &record, name: name.prefix(4_095), process: process, thread: process, time: time)
    }
  }

  /// Appends the name and the end that each record has: the thread, the time, no event.
  private static func finish(
    _ record: inout RecordBytes, name: some Collection<UInt8>, process: Int32, thread: Int32,
    time: UInt64 = 0
  ) {
    record.append(name)
    record.terminate(alignment: 8, from: 0)
    record.append(process)
    record.append(thread)
    record.append(time)
    record.append(UInt64(0))
  }
}
