internal import Governor
internal import Redis
internal import RedisBinding

/// Writes the commands for the rows of a batch. What all rows share is encoded once.
struct HashEncoder: Sendable {
  private enum Part: Sendable {
    case shared(EncodedArguments)
    case value(OutputBatch.Output)
  }

  private let batch: OutputBatch
  private let key: EntityKey
  private let life: TimeToLive
  private let parts: [Part]
  private let arguments: Int

  init(batch: OutputBatch, key: EntityKey, ttl: Double) {
    self.batch = batch
    self.key = key
    life = TimeToLive(ttl)
    arguments = 2 + 2 * batch.outputs.count
    var parts: [Part] = []
    var pending: [String] = []
    for output in batch.outputs {
      pending.append(output.name)
      if output.isShared {
        pending.append(output.text(row: 0))
      } else {
        parts.append(.shared(EncodedArguments(pending)))
        parts.append(.value(output))
        pending = []
      }
    }
    if !pending.isEmpty { parts.append(.shared(EncodedArguments(pending))) }
    self.parts = parts
  }

  /// Writes one command of the layout.
  func encode(_ step: TransactionBlocks.Step, to buffer: inout CommandBuffer) {
    switch step {
    case .begin:
      buffer.command(arguments: 1)
      buffer.argument("MULTI")
    case .end:
      buffer.command(arguments: 1)
      buffer.argument("EXEC")
    case .hash(let index):
      let row = batch.rows[index]
      buffer.command(arguments: arguments)
      buffer.argument("HSET")
      key.append(row: row, of: batch.entities, to: &buffer)
      var text: [UInt8] = []
      for part in parts {
        switch part {
        case .shared(let encoded): buffer.arguments(encoded)
        case .value(let output):
          text.removeAll(keepingCapacity: true)
          output.append(row: row, to: &text)
          buffer.argument(text.span)
        }
      }
    case .expire(let index):
      buffer.command(arguments: 3)
      buffer.argument(life.command)
      key.append(row: batch.rows[index], of: batch.entities, to: &buffer)
      buffer.argument(life.count)
    }
  }
}
