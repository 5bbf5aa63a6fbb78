internal import CZlib

/// What gzip holds, at most `room` bytes. In a file of its own: the macros of tests do not bear C's names beside them.
func unpacked(_ bytes: [UInt8], room: Int) -> [UInt8] {
  var made = [UInt8](repeating: 0, count: room)
  let count = unsafe gv_gunzip(bytes, bytes.count, &made, room)
  return Array(made[..<count])
}
