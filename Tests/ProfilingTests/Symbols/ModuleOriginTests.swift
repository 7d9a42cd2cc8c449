import BenchModel
import Testing

@testable import Profiling

@Suite struct ModuleOriginTests {
  @Test(arguments: [
    ("/usr/lib/x86_64-linux-gnu/libc.so.6", ModuleOrigin.system), ("/lib/libc-2.31.so", .system),
    ("/lib64/ld-linux-x86-64.so.2", .system), ("/lib/libstdc++.so.6.0.30", .system),
    ("/usr/lib/libm.so.6", .system), ("[vdso]", .system), ("/usr/lib/libgcc_s.so.1", .system),
    ("/opt/swift/usr/lib/swift/linux/libswiftCore.so", .swiftRuntime),
    ("/opt/swift/usr/lib/swift/linux/libswift_Concurrency.so", .swiftRuntime),
    ("/opt/swift/usr/lib/swift/linux/libdispatch.so", .swiftRuntime),
    ("/opt/swift/usr/lib/swift/linux/libFoundationEssentials.so", .swiftRuntime),
    ("/usr/lib/libsqlite3.so.0", .other), ("/home/me/libc", .system),
    ("/home/me/libcurl.so", .other),
    ("/home/me/.build/release/bench", .other), ("", .other), ("/", .other),
  ])
  func `a file is known by its name`(path: String, origin: ModuleOrigin) {
    #expect(ModuleOrigin(path: path) == origin)
  }

  /// In a program that was linked with everything it uses.
  @Test(arguments: [
    ("$s8pipeline4passySixYaAA6SourceRzlF", FrameKind.swift),
    ("$sSa8pipelineSiRszlE6spreadSiyF", .swift),
    ("$ss22_ContiguousArrayBufferV20_consumeAndCreateNewAByxGyFSi_Tg5", .runtime),
    ("$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lF", .runtime),
    ("$sScG8IteratorVySi_GAByx_GScIsWl", .runtime), ("swift_retain", .runtime),
    ("_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE", .runtime),
    ("dispatch_async", .runtime), ("main", .native), ("_ZN6shapes6chooseEb", .native),
  ])
  func `a function of a program is known by its name`(symbol: String, kind: FrameKind) {
    let name = FunctionName.text(Array(symbol.utf8), style: .short)
    #expect(ModuleOrigin.other.kind(of: Array(symbol.utf8), name: name) == kind)
    #expect(ModuleOrigin.system.kind(of: Array(symbol.utf8), name: name) == .systemLibrary)
    #expect(ModuleOrigin.swiftRuntime.kind(of: Array(symbol.utf8), name: name) == .runtime)
  }
}
