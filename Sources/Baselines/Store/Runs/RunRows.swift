import BenchModel
import Foundation

/// All that a run's rows are made of, encoded.
struct RunRows {
  let run: Run
  let id: RunIdentifier
  let encoded: EncodedRun
  let fingerprint: Fingerprint
  /// The samples of each process of each result.
  let blobs: [[Data]]

  /// - Complexity: O(*n*) in the number of samples.
  init(_ run: Run, _ encoded: EncodedRun, _ fingerprint: Fingerprint) {
    self.run = run
    self.encoded = encoded
    self.fingerprint = fingerprint
    id = encoded.identifier
    blobs = encoded.results.map {
      $0.processes.map { Data(ObservationBlob.encode($0.observations)) }
    }
  }
}
