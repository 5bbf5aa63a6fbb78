internal import Diagnostics
internal import Governor
internal import Policy
internal import Redis
internal import RedisBinding

/// Writes an `XADD` for each row of a batch. What all rows share is encoded once.
struct EntryEncoder: Sendable {
  /// What an entry holds.
  private enum Body: Sendable {
    /// The texts between the values of a JSON object: one in front of each value, and one behind the last.
    case json([[UInt8]])
    /// The names of the fields.
    case fields([EncodedArguments])
  }

  private let batch: OutputBatch
  private let key: EntityKey
  /// From `MAXLEN` to the `*` that lets Redis choose the id.
  private let middle: EncodedArguments
  private let body: Body

  init(batch: OutputBatch, key: EntityKey, _ configuration: RedisStreamSinkConfiguration) {
    self.batch = batch
    self.key = key
    middle = EncodedArguments(["MAXLEN", configuration.trimming.sign, "\(configuration.maxLength)", "*"])
    if configuration.isJSON {
      let between = batch.outputs.enumerated().map { index, output in
        Array("\(index == 0 ? "{" : ",")\(JSONText.string(output.name)):".utf8)
      }
      body = .json(between + [Array("}".utf8)])
    } else {
      body = .fields(batch.outputs.map { EncodedArguments([$0.name]) })
    }
  }

  /// Writes the command for the row at a place of the batch.
  func encode(_ place: Int, to buffer: inout CommandBuffer) {
    let row = batch.rows[place]
    var text: [UInt8] = []
    switch body {
    case .json(let between):
      buffer.command(arguments: 2 + middle.count + 2)
      begin(row, &buffer)
      buffer.argument(RedisStreamSinkConfiguration.jsonField)
      for (index, piece) in between.enumerated() {
        text += piece
        guard index < batch.outputs.count else { continue }
        let output = batch.outputs[index]
        if output.type == .text { text += output.json(row: row).utf8 } else { output.append(row: row, to: &text) }
      }
      buffer.argument(text.span)
    case .fields(let names):
      buffer.command(arguments: 2 + middle.count + 2 * names.count)
      begin(row, &buffer)
      for (name, output) in zip(names, batch.outputs) {
        buffer.arguments(name)
        text.removeAll(keepingCapacity: true)
        output.append(row: row, to: &text)
        buffer.argument(text.span)
      }
    }
  }

  private func begin(_ row: Int, _ buffer: inout CommandBuffer) {
    buffer.argument("XADD")
    key.append(row: row, of: batch.entities, to: &buffer)
    buffer.arguments(middle)
  }
}
