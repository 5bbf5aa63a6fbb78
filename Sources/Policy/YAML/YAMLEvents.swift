internal import CYAML
import Diagnostics

/// libyaml's event stream over one text, one Swift value per event. No pointer leaves this file.
@safe final class YAMLEvents {
  /// What libyaml met.
  enum Event {
    case documentStart, documentEnd, streamEnd
    case alias(String)
    case scalar(text: String, style: Scalar.Style, anchor: String?, tag: String?)
    case sequenceStart(anchor: String?, tag: String?)
    case sequenceEnd
    case mappingStart(anchor: String?, tag: String?)
    case mappingEnd
  }

  /// A fault of the YAML itself.
  struct Fault: Error {
    let message: String
    let context: String?
    let position: SourcePosition
    /// Where the construct begins that was being read.
    let opening: SourcePosition?
    /// The byte of the text that cannot be read, where the encoding or the character is at fault.
    let byte: Int?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// Where the event that came last begins and ends.
  private(set) var start = SourcePosition(line: 1, column: 1)
  private(set) var end = SourcePosition(line: 1, column: 1)

  /// Begins to read; the bytes must outlive the reader, which `YAMLDocument.parse` sees to.
  init(_ bytes: UnsafeRawBufferPointer) {
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    _ = unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event; the stream's start is passed over.
  func next() throws(Fault) -> Event {
    while true {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
      defer { unsafe yaml_event_delete(&event) }
      start = unsafe Self.position(event.start_mark)
      end = unsafe Self.position(event.end_mark)
      if let known = unsafe Self.event(event) { return known }
    }
  }

  private static func event(_ event: yaml_event_t) -> Event? {
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return unsafe .scalar(text: text, style: style(scalar.style), anchor: string(scalar.anchor), tag: string(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      return unsafe .sequenceStart(anchor: string(event.data.sequence_start.anchor), tag: string(event.data.sequence_start.tag))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      return unsafe .mappingStart(anchor: string(event.data.mapping_start.anchor), tag: string(event.data.mapping_start.tag))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return nil
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> Scalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let bytes = unsafe bytes else { return nil }
    return unsafe String(cString: bytes)
  }

  private static func position(_ mark: yaml_mark_t) -> SourcePosition {
    SourcePosition(line: mark.line + 1, column: mark.column + 1)
  }

  private func fault() -> Fault {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "the text cannot be read"
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      // libyaml reads ahead: its own place is before the byte that it refuses.
      return unsafe Fault(
        message: problem, context: nil, position: Self.position(parser.pointee.mark), opening: nil, byte: Int(parser.pointee.problem_offset)
      )
    }
    let position = unsafe Self.position(parser.pointee.problem_mark)
    let opening = unsafe context == nil ? nil : Self.position(parser.pointee.context_mark)
    return Fault(message: problem, context: context, position: position, opening: opening, byte: nil)
  }
}
