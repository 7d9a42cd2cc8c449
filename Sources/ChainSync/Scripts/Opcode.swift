/// The few script operations that rules of ours look at, by their byte.
enum Opcode {
  static let pushData1: UInt8 = 0x4c
  static let pushData2: UInt8 = 0x4d
  static let pushData4: UInt8 = 0x4e
  static let one: UInt8 = 0x51
  static let returns: UInt8 = 0x6a
  static let duplicate: UInt8 = 0x76
  static let equalVerify: UInt8 = 0x88
  static let hash160: UInt8 = 0xa9
  static let checkSignature: UInt8 = 0xac
  static let checkSignatureVerify: UInt8 = 0xad
  static let checkMultisignature: UInt8 = 0xae
  static let checkMultisignatureVerify: UInt8 = 0xaf
}
