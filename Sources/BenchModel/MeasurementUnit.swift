/// The base unit of a measured quantity; prefixes are for `Reports` to choose.
package enum MeasurementUnit: String, Codable, Sendable {
  case seconds
  case bytes
  case count
  case ratio
}
