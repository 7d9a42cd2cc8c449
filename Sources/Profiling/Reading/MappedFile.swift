/// What a stretch of memory was mapped from, as the recording names it.
package struct MappedFile: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A program or library. Its addresses are offsets into the file.
    case userFile
    /// The kernel's own text. Its addresses are virtual addresses of the recorded machine.
    case kernel
    /// A module of the kernel. Its addresses are virtual addresses of the recorded machine, too:
    /// less `start`, they count from the first byte of the module's text.
    case kernelModule
    /// The page of functions that the kernel gives each process. Its addresses are offsets into
    /// that page, which is an ELF image.
    case vdso
    /// Memory of no file, such as `[stack]` or `[vsyscall]`, in which code ran. Its addresses are
    /// virtual addresses.
    case anonymous
    /// Memory of no file in which a just-in-time compiler may have made code: what it made stands
    /// in `/tmp/perf-PID.map`, if it says so. Its addresses are virtual addresses.
    case perfMap(process: Int32)
  }

  /// As recorded, such as `/usr/bin/git`, `[kernel.kallsyms]` or `//anon`.
  package var path: String
  /// As long as the linker made it, mostly 20 bytes; empty when the recording does not say.
  package var buildID: [UInt8]
  package var kind: Kind
  /// Where the kernel or its module was loaded; 0 for the others, which processes map anywhere.
  package var start: UInt64

  package init(path: String, buildID: [UInt8] = [], kind: Kind, start: UInt64 = 0) {
    self.path = path
    self.buildID = buildID
    self.kind = kind
    self.start = start
  }
}

extension MappedFile.Kind {
  /// Whether an address in such a file is what the processor saw, not an offset into the file.
  package var keepsVirtualAddresses: Bool {
    switch self {
    case .kernel, .kernelModule, .anonymous, .perfMap: true
    case .userFile, .vdso: false
    }
  }
}
