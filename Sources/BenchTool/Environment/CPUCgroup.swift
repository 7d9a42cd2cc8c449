/// The control groups that may limit this process's processor time, innermost first.
///
/// A limit of any enclosing group holds too, so all folders up to the mount point are named. Where
/// the `cpu` controller is mounted as version 1, the kernel ignores version 2 for it.
///
/// - Source: cgroups(7), and the fields of mountinfo in proc(5).
package struct CPUCgroup: Equatable, Sendable {
  package enum Version: Sendable {
    case one, two
  }

  package let version: Version
  package let folders: [String]

  /// - Parameters:
  ///   - text: /proc/self/cgroup.
  ///   - mounts: /proc/self/mountinfo.
  package init?(inCgroup text: String, mountInfo mounts: String) {
    let memberships = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      return fields.count == 3 ? (String(fields[1]), String(fields[2])) : nil
    }
    let mounts = mounts.split(separator: "\n").compactMap(Mount.init)
    let path: String
    let mount: Mount
    if let first = memberships.first(where: { $0.0.split(separator: ",").contains("cpu") }),
      let found = mounts.first(where: { $0.type == "cgroup" && $0.options.contains("cpu") })
    {
      version = .one
      path = first.1
      mount = found
    } else if let second = memberships.first(where: { $0.0.isEmpty }),
      let found = mounts.first(where: { $0.type == "cgroup2" })
    {
      version = .two
      path = second.1
      mount = found
    } else {
      return nil
    }
    folders = mount.folders(from: path)
  }

  /// One line of mountinfo, as far as it matters here.
  private struct Mount {
    let root: String
    let point: String
    let type: Substring
    let options: [Substring]

    init?(_ line: Substring) {
      let fields = line.split(separator: " ")
      // Optional fields of any number end with a dash.
      guard let dash = fields.dropFirst(6).firstIndex(of: "-"), dash + 3 < fields.count else {
        return nil
      }
      root = String(fields[3])
      point = String(fields[4])
      type = fields[dash + 1]
      options = fields[dash + 3].split(separator: ",")
    }

    /// From the folder of a group up to the mount point, which is all that can be seen from here.
    func folders(from path: String) -> [String] {
      let root = root == "/" ? "" : root
      guard path == root || path.hasPrefix(root + "/") else { return [point] }
      var parts = path.dropFirst(root.count).split(separator: "/")
      var folders: [String] = []
      while let last = parts.popLast() {
        folders.append(([point[...]] + parts + [last]).joined(separator: "/"))
      }
      return folders + [point]
    }
  }
}
