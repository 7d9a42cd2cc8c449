import BenchModel
import StackFormats
import Testing

/// Frames as perf writes them; expected names are what each language calls the function.
@Suite struct PerfScriptFrameTests {
  private func name(_ line: String) throws -> String {
    let text = try collapse("a 1 1.000001: 1 cycles:\n\t   7f10 \(line)\n\n")
    #expect(text.hasPrefix("a;") && text.hasSuffix(" 1\n"))
    return String(text.dropFirst(2).dropLast(3))
  }

  @Test(arguments: [
    ("main+0x1c (/usr/bin/a)", "main"),
    ("main (/usr/bin/a)", "main"),
    ("main+0x1c (/tmp/a b/c (x).so)", "main"),
    ("main+0x1c (/usr/bin/a (deleted))", "main"),
    ("main+0x1c", "main"),
    ("foo(int, char const*)+0x1c (/usr/bin/a)", "foo"),
    ("std::vector<void (int)>::at(unsigned long) const+0x1c (/a)", "std::vector<void (int)>::at"),
    ("A::operator()(int) const+0x1c (/a)", "A::operator()"),
    ("A::operator<<(int)+0x1c (/a)", "A::operator<<"),
    ("A::operator->() const+0x1c (/a)", "A::operator->"),
    ("operator new(unsigned long)+0x1c (/a)", "operator new"),
    ("(anonymous namespace)::foo(int)+0x1c (/a)", "(anonymous namespace)::foo"),
    ("net/http.(*conn).serve+0x1c (/a)", "net/http.(*conn).serve"),
    ("[unknown] (/usr/lib/libm.so.6)", "[libm.so.6]"),
    ("[unknown] (/usr/lib/libm.so.6 (deleted))", "[libm.so.6]"),
    ("[unknown] ([unknown])", "[unknown]"),
    ("[unknown] ([vdso])", "[vdso]"),
    ("[unknown] ([heap])", "[heap]"),
    ("(/usr/lib/libm.so.6)", "[libm.so.6]"),
    ("", "[unknown]"),
    ("$s3asy4spinyS2iF+0x1c (/a)", "$s3asy4spinyS2iF"),
    ("asy.f(_:with:)+0x1c (/a)", "asy.f(_:with:)"),
    ("asy.spin(Swift.Int) -> Swift.Int+0x1c (/a)", "asy.spin(Swift.Int) -> Swift.Int"),
    ("static M.main()+0x1c (/a)", "static M.main()"),
    ("M.main()+0x1c (/a)", "M.main()"),
    (
      "closure #1 (Swift.Int) -> () in M.run()+0x1c (/a)", "closure #1 (Swift.Int) -> () in M.run()"
    ),
    (
      "(1) await resume partial function for f(_:)+0x1 (/a)",
      "(1) await resume partial function for f(_:)"
    ),
    ("do_syscall_64+0x1c ([kernel.kallsyms])", "do_syscall_64_[k]"),
    ("ext4_read+0x1c ([ext4])", "ext4_read_[k]"),
    ("ext4_read+0x1c (/lib/modules/6.1/ext4.ko.xz)", "ext4_read_[k]"),
    ("do_idle+0x1c (/usr/lib/debug/boot/vmlinux-6.1.0)", "do_idle_[k]"),
    ("[unknown] ([kernel.kallsyms])", "[kernel.kallsyms]_[k]"),
    ("__vdso_gettimeofday+0x1c ([vdso])", "__vdso_gettimeofday"),
    ("x+0x1 ([anon:stack])", "x"),
    ("inner+0x1 (inlined)", "inner_[i]"),
    ("Lcom/foo/Bar;::run+0x1 (/tmp/perf-123.map)", "com/foo/Bar:::run_[j]"),
    ("Interpreter ([JIT] tid 12)", "Interpreter_[j]"),
    ("f (/root/.debug/jit/x/jitted-12-3.so)", "f_[j]"),
    ("f (/tmp/perf-data.map)", "f"),
  ])
  func `a frame's name`(line: String, expected: String) throws {
    #expect(try name(line) == expected)
  }

  @Test func `methods that Java joined are frames, the later ones inlined`() throws {
    #expect(try name("a::b->c::d->e+0x1 (/tmp/perf-1.map)") == "a::b_[j];c::d_[i];e_[i]")
  }

  @Test func `inlined frames stand above the function that has them`() throws {
    let text = """
      a 1 1.000001: 1 cycles:
      \t   7f10 inner+0x1 (inlined)
      \t   7f10 middle+0x1 (inlined)
      \t   7f10 outer+0x1 (/a)
      \t   7e10 main+0x1 (/a)

      """
    #expect(try collapse(text) == "a;main;outer;middle_[i];inner_[i] 1\n")
  }

  @Test func `addresses are shown for frames without names when asked`() throws {
    var options = PerfScriptOptions()
    options.showsAddresses = true
    let text = """
      a 1 1.000001: 1 cycles:
      \t   7f10 [unknown] (/usr/lib/libm.so.6)
      \t   7f20 [unknown] ([unknown])
      \t   7e10 main+0x1 (/a)

      """
    #expect(try collapse(text, options) == "a;main;[unknown <7f20>];[libm.so.6 <7f10>] 1\n")
    #expect(try read(text).provenance.unknownFrames == 2)
  }

  @Test func `names are demangled by whoever reads, and not cut after that`() throws {
    var options = PerfScriptOptions()
    options.demangle = { $0 == "$s1a1fyyF" ? "f(Int)" : nil }
    let text = "a 1 1.000001: 1 cycles:\n\t 10 $s1a1fyyF+0x1 (/a)\n\t 20 g(int) (/a)\n\n"
    let tree = try read(text, options).tree
    #expect(folded(tree) == "a;g;f(Int) 1\n")
    #expect(tree.frames.kind(tree.nodes[Int(tree.leaves[0])].frame) == .swift)
  }

  @Test func `a semicolon in a command is no end of a name`() throws {
    #expect(try collapse("x;y z 1 1.000001: 1 cycles:\n\t 10 f (/a)\n\n") == "x:y z;f 1\n")
  }

  @Test func `modules and kinds are kept`() throws {
    let text = """
      a 1 1.000001: 1 cycles:
      \t 10 malloc+0x1 (/usr/lib/x86_64-linux-gnu/libc.so.6)
      \t 20 swift_retain+0x1 (/usr/lib/swift/linux/libswiftCore.so)
      \t 30 main+0x1 (/opt/a (deleted))

      """
    let tree = try read(text).tree
    let stack = tree.stack(to: tree.leaves[0])
    #expect(stack.map(tree.frames.kind) == [.thread, .native, .runtime, .systemLibrary])
    #expect(
      stack.map { tree.frames.modules[Int(tree.frames.module($0))] } == [
        "", "/opt/a", "/usr/lib/swift/linux/libswiftCore.so",
        "/usr/lib/x86_64-linux-gnu/libc.so.6",
      ])
  }
}
