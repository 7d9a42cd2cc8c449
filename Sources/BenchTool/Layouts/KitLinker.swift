import Foundation
import Profiling
import Subprocess

/// Links the objects of a kit again and again, with their functions in one order after the other.
///
/// It starts the linker itself. `swiftc` reads the names of libraries out of all objects and `clang`
/// looks for the system's own, with the same outcome each time; so they are asked once.
struct KitLinker: Sendable {
  /// Where the answer is kept and the executables go.
  let folder: String
  private let linker: String
  private var responseFile: String { "\(folder)/link.rsp" }

  /// Asks the drivers how they would link this kit.
  init(_ kit: LinkKit, folder: String) async throws(LinkKitError) {
    let plan = try await Self.run(
      kit.command.linker, kit.command.arguments(planningObjectList: kit.objectList))
    guard let invocation = LinkerInvocation(inPlan: plan) else {
      throw .linkFailed("'\(kit.command.linker)' does not say how it would start the linker")
    }
    linker = invocation.linker
    self.folder = folder
    try Self.write(invocation.arguments, to: responseFile)
  }

  /// Links the executable with its functions in this order.
  func link(order: [String], to output: String) async throws(LinkKitError) {
    let orderFile = "\(output).order"
    defer { try? FileManager.default.removeItem(atPath: orderFile) }
    try Self.write(order.joined(separator: "\n"), to: orderFile)
    try await link(orderFile: orderFile, to: output)
  }

  /// What the linked executable has in functions; links it to see.
  func functions() async throws(LinkKitError) -> FunctionSizes {
    let output = "\(folder)/functions"
    defer { try? FileManager.default.removeItem(atPath: output) }
    try await link(orderFile: nil, to: output)
    do throws(ELFError) {
      return FunctionSizes(of: try ELFFile(path: output))
    } catch {
      throw .linkFailed("\(error)")
    }
  }

  private func link(orderFile: String?, to output: String) async throws(LinkKitError) {
    _ = try await Self.run(
      linker,
      LinkerInvocation.arguments(
        responseFile: responseFile, output: output, orderFile: orderFile))
  }

  private static func write(_ text: String, to path: String) throws(LinkKitError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .linkFailed(error.localizedDescription)
    }
  }

  /// - Returns: What the program wrote to standard error.
  private static func run(
    _ program: String, _ arguments: [String]
  ) async throws(LinkKitError) -> String {
    do {
      let outcome = try await Subprocess.run(
        .path(.init(program)), arguments: Arguments(arguments), output: .discarded,
        error: .string(limit: 1 << 26))
      guard outcome.terminationStatus.isSuccess else {
        throw LinkKitError.linkFailed(outcome.standardError)
      }
      return outcome.standardError
    } catch let error as LinkKitError {
      throw error
    } catch {
      throw .linkFailed("\(error)")
    }
  }
}
