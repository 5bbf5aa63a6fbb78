/// A number that tells texts apart: FNV-1a with 64 bits, the same in every process and on every machine. It guards against mistakes, not
/// against malice.
public enum Fingerprint {
  /// The fingerprint of a text.
  public static func of(_ text: String) -> UInt64 { of(text.utf8) }

  /// The fingerprint of bytes. One that changes in a single byte never keeps it.
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
