extension PerfRecordScanner {
  mutating func readAttributes() {
    let section = header.attributes.slice(of: bytes.bytes)
    let stride = Int(clamping: header.attributeSize)
    guard stride >= PerfEventAttribute.sizeMin + 16 else { return }
    let count = min(section.count / stride, PerfEventTable.countMax)
    var idsLeft = PerfEventTable.idCountMax
    for index in 0..<count {
      let entry = UnsafeRawBufferPointer(rebasing: section[(index * stride)...].prefix(stride))
      guard let attribute = PerfEventAttribute(entry.dropLast(16)) else { continue }
      var cursor = FieldCursor(entry, from: stride - 16)
      let ids = PerfFileHeader.Section(offset: cursor.u64(), size: cursor.u64())
      let words = UnsafeRawBufferPointer(
        rebasing: ids.slice(of: bytes.bytes).prefix(8 * idsLeft)
      ).words()
      idsLeft -= words.count
      table.append(PerfEvent(attribute: attribute, ids: words))
    }
    if !header.attributes.isWhole(in: bytes.bytes) {
      notes.append("The file is cut within the descriptions of its events.")
    }
  }

  mutating func readFeatures() {
    let all = bytes.bytes
    let (start, overflow) = header.data.offset.addingReportingOverflow(header.data.size)
    guard !overflow, start <= UInt64(all.count) else {
      if !header.features.isEmpty { noteMissingFeatures(header.features.count) }
      return
    }
    var cursor = FieldCursor(all, from: Int(start))
    var missing = 0
    for number in header.features {
      let section = PerfFileHeader.Section(offset: cursor.u64(), size: cursor.u64())
      if cursor.isPastEnd || !section.isWhole(in: all) {
        missing += 1
      } else if !features.take(number, from: section.slice(of: all)) {
        noteDamagedFeature(number)
      }
    }
    if missing > 0 { noteMissingFeatures(missing) }
  }

  /// Attributes in the header bear no names; the description of events has them in the same order.
  mutating func nameEvents() {
    let described = features.events
    if table.events.isEmpty {
      for event in described { table.append(event) }
    } else if described.count == table.events.count {
      for (index, event) in described.enumerated() where !event.name.isEmpty {
        table.name(index, event.name)
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func dropLast(_ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[..<Swift.max(0, self.count - count)])
  }
}
