/// A power of two that moves extreme readings to where their squares neither overflow nor vanish.
///
/// Ordinary magnitudes, 2⁻³⁰⁰ to 2³⁰⁰, are left alone. Multiplying by a power of two is exact,
/// so results for ordinary and scaled readings differ only by the power.
struct BinaryScale {
  let factor: Double

  init(largest magnitude: Double) {
    let exponent = magnitude == 0 ? 0 : min(max(Int(magnitude.exponent), -1000), 1000)
    factor =
      abs(exponent) <= 300 ? 1 : Double(sign: .plus, exponent: -exponent, significand: 1)
  }

  init(for values: [Double]) {
    self.init(largest: values.reduce(0) { max($0, $1.magnitude) })
  }

  func scaled(_ value: Double) -> Double { value * factor }

  func restored(_ value: Double) -> Double { value / factor }
}
