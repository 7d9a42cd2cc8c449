import BenchTool
import Testing

/// The texts are cut from real machines, without the mounts that do not matter.
@Suite struct CPUCgroupTests {
  @Test func `version 2 of a login session has every enclosing group`() throws {
    let group = try #require(
      CPUCgroup(
        inCgroup: "0::/user.slice/user-1000.slice/session-2.scope\n",
        mountInfo: """
          25 30 0:23 / /sys rw,nosuid shared:7 - sysfs sysfs rw
          34 25 0:29 / /sys/fs/cgroup rw,nosuid shared:9 master:2 - cgroup2 cgroup2 rw,nsdelegate
          """))
    #expect(group.version == .two)
    #expect(
      group.folders == [
        "/sys/fs/cgroup/user.slice/user-1000.slice/session-2.scope",
        "/sys/fs/cgroup/user.slice/user-1000.slice",
        "/sys/fs/cgroup/user.slice",
        "/sys/fs/cgroup",
      ])
  }

  /// Version 1 without a namespace: the mount shows the container's part of the tree only.
  @Test func `a container's own part of the tree is its mount point`() throws {
    let group = try #require(
      CPUCgroup(
        inCgroup: "4:cpu,cpuacct:/docker/8b5c/inner\n3:memory:/docker/8b5c\n0::/ignored\n",
        mountInfo: """
          700 690 0:30 /docker/8b5c /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct
          701 690 0:31 /docker/8b5c /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory
          702 690 0:41 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
          """))
    #expect(group.version == .one)
    #expect(
      group.folders == ["/sys/fs/cgroup/cpu,cpuacct/inner", "/sys/fs/cgroup/cpu,cpuacct"])
  }

  @Test func `a group outside of what is mounted leaves the mount point`() throws {
    let group = try #require(
      CPUCgroup(
        inCgroup: "0::/../../other\n",
        mountInfo: "34 25 0:29 /kubepods /sys/fs/cgroup ro - cgroup2 cgroup rw"))
    #expect(group.folders == ["/sys/fs/cgroup"])
  }

  @Test func `the root group of this hybrid machine is version 1's`() throws {
    let group = try #require(
      CPUCgroup(
        inCgroup: "2:cpuacct:/\n1:cpu:/\n0::/\n",
        mountInfo: """
          32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
          33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
          41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
          """))
    #expect(group.version == .one)
    #expect(group.folders == ["/sys/fs/cgroup/cpu"])
  }

  @Test(arguments: [("", ""), ("0::/\n", ""), ("0::/\n", "34 25 0:29 / /x rw - tmpfs x rw")])
  func `without a mounted group there is none`(cgroup: String, mounts: String) {
    #expect(CPUCgroup(inCgroup: cgroup, mountInfo: mounts) == nil)
  }

  /// Version 2 counts microseconds, version 1 nanoseconds: cgroups.rst of the kernel.
  @Test func `throttling is in microseconds in both versions`() {
    #expect(
      CPUCgroup.Throttling(inStat: "usage_usec 9\nnr_throttled 3\nthrottled_usec 250000\n")
        == CPUCgroup.Throttling(periods: 3, microseconds: 250_000))
    #expect(
      CPUCgroup.Throttling(inStat: "nr_periods 9\nnr_throttled 3\nthrottled_time 250000000\n")
        == CPUCgroup.Throttling(periods: 3, microseconds: 250_000))
    #expect(CPUCgroup.Throttling(inStat: "usage_usec 9\n") == nil)
    #expect(CPUCgroup.Throttling(inStat: "nr_throttled 9\n") == nil)
  }
}
