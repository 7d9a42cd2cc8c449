/// What the doctor looks at, in the order in which it is shown. The raw values are stable names
/// for machines.
package enum DoctorCheck: String, Hashable, Codable, CaseIterable, Sendable {
  // Who else is computing
  case load
  case pressure
  case otherProcesses = "other-processes"
  case stolenTime = "stolen-time"
  case attention
  // The processor
  case governor
  case boost
  case hyperthreads
  case cores
  case thermalThrottling = "thermal-throttling"
  case clockSource = "clock-source"
  case power
  // What confines this process
  case virtualMachine = "virtual-machine"
  case container
  case cpuQuota = "cpu-quota"
  case quotaThrottling = "quota-throttling"
  // The kernel
  case addressRandomization = "address-randomization"
  case hugePages = "huge-pages"
  case swap
  case numaBalancing = "numa-balancing"
  case coreDumps = "core-dumps"
  // Profiling
  case perfProgram = "perf-program"
  case hardwareCounters = "hardware-counters"
  case perfEventParanoid = "perf-event-paranoid"
  case kernelPointers = "kernel-pointers"
  case perfEventMemory = "perf-event-memory"
  // The store
  case diskSpace = "disk-space"

  package var title: String {
    switch self {
    case .load: "load"
    case .pressure: "CPU pressure"
    case .otherProcesses: "other busy processes"
    case .stolenTime: "stolen time"
    case .attention: "time a computing thread gets"
    case .governor: "frequency governor"
    case .boost: "frequency boost"
    case .hyperthreads: "hyperthreads"
    case .cores: "cores of this process"
    case .thermalThrottling: "thermal throttling"
    case .clockSource: "clock source"
    case .power: "power"
    case .virtualMachine: "virtual machine"
    case .container: "container"
    case .cpuQuota: "CPU quota"
    case .quotaThrottling: "throttling by the quota"
    case .addressRandomization: "address randomization"
    case .hugePages: "transparent huge pages"
    case .swap: "swap"
    case .numaBalancing: "NUMA balancing"
    case .coreDumps: "core dumps"
    case .perfProgram: "the perf program"
    case .hardwareCounters: "hardware counters"
    case .perfEventParanoid: "perf_event_paranoid"
    case .kernelPointers: "kptr_restrict"
    case .perfEventMemory: "perf_event_mlock_kb"
    case .diskSpace: "disk space for the store"
    }
  }
}
