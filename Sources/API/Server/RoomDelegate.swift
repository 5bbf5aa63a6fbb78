internal import HummingbirdCore

/// What Hummingbird's server asks before it takes a connection.
struct RoomDelegate: AvailableConnectionsDelegate {
  let room: ConnectionRoom

  func connectionOpened() { room.opened() }
  func connectionClosed() { room.closed() }
  func isAcceptingNewConnections() -> Bool { room.takesOneMore }
}
