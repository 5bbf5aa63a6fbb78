internal import CHiredis

/// Parses replies with hiredis and hands each value to a visitor as it is found; builds no objects.
///
/// Safe to use although it stores pointers: nothing outside sees them, and they are freed once, at the end.
@safe
final class ReplyReader {
  /// What is wrong with the bytes; the text is for people.
  struct Fault: Error {
    let text: String
  }

  /// hiredis moves the rest of its buffer to the front after each kilobyte that it parsed, so it gets little at a time.
  private static let slice = 16 << 10

  private let limits: RedisLimits
  /// Owned: both are freed in `deinit`, the reader first, since it points to the handler.
  private let handler: UnsafeMutablePointer<chiredis_handler>
  private let reader: UnsafeMutablePointer<redisReader>
  /// Bytes fed since the last whole reply.
  private var unfinished = 0
  private var visitor: (any ReplyVisitor)?
  private var command = 0

  init?(limits: RedisLimits) {
    self.limits = limits
    unsafe handler = .allocate(capacity: 1)
    unsafe handler.initialize(to: chiredis_handler())
    unsafe handler.pointee.max_elements = limits.arrayElements
    unsafe handler.pointee.max_depth = limits.nestingDepth
    guard let reader = unsafe chiredis_reader_create(handler) else {
      unsafe handler.deallocate()
      return nil
    }
    unsafe self.reader = unsafe reader
    // Not retained: the reader calls back only from `consume`, while this object is in use.
    unsafe handler.pointee.context = Unmanaged.passUnretained(self).toOpaque()
    unsafe Self.install(in: handler)
  }

  deinit {
    unsafe redisReaderFree(reader)
    unsafe handler.deallocate()
  }

  /// Whether bytes were fed that no reply has used up.
  var isInMidReply: Bool { unfinished > 0 }

  /// Parses `bytes`, counting whole replies up in `answered`; more of them than `expected`, or bytes behind the last, are a fault.
  @unsafe
  func consume(
    _ bytes: UnsafeRawBufferPointer, answered: inout Int, expected: Int, visitor: any ReplyVisitor
  ) throws(Fault) {
    self.visitor = visitor
    defer { self.visitor = nil }
    var offset = 0
    while offset < bytes.count {
      let count = min(Self.slice, bytes.count - offset)
      let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
      offset += count
      unfinished += count
      guard unsafe redisReaderFeed(reader, part.baseAddress, count) == REDIS_OK else { throw failure() }
      while unsafe chiredis_reader_pending(reader) > 0 {
        guard answered < expected else { throw Fault(text: "the server sent more than it was asked for") }
        command = answered
        let outcome = unsafe chiredis_reader_next(reader)
        guard outcome >= 0 else { throw failure() }
        guard outcome == 1 else { break }
        unfinished = unsafe Int(chiredis_reader_pending(reader))
        visitor.finished(command: answered)
        answered += 1
      }
      if unfinished > limits.replyBytes {
        throw Fault(text: "a reply is longer than the limit of \(limits.replyBytes) bytes")
      }
    }
  }

  private func failure() -> Fault {
    switch unsafe Int(handler.pointee.fault) {
    case CHIREDIS_FAULT_ELEMENTS: Fault(text: "an array has more elements than the limit of \(limits.arrayElements)")
    case CHIREDIS_FAULT_DEPTH: Fault(text: "arrays are nested deeper than the limit of \(limits.nestingDepth)")
    case CHIREDIS_FAULT_TERMINATOR: Fault(text: "a string does not end where its length says")
    case CHIREDIS_FAULT_TYPE: Fault(text: "a reply has a type that RESP2 does not have")
    default:
      // hiredis keeps its complaint in the reader; it is copied at once.
      unsafe Fault(text: HostileText.shown(Array(String(cString: chiredis_reader_error(reader)).utf8)))
    }
  }

  private func position(_ place: chiredis_place) -> ReplyPosition {
    ReplyPosition(command: command, depth: place.depth, index: place.index, parentIndex: place.parent_index)
  }

  /// Sets the callbacks; each gets back the object whose address is the context.
  @unsafe
  private static func install(in handler: UnsafeMutablePointer<chiredis_handler>) {
    // In each callback `context` is the ReplyReader that is in `consume` further up the stack, hence alive, and the bytes are valid
    // until the callback returns; the span cannot outlive it.
    unsafe handler.pointee.bytes = { context, kind, bytes, count, place in
      guard let context = unsafe context else { return }
      unsafe Unmanaged<ReplyReader>.fromOpaque(context)._withUnsafeGuaranteedRef { reader in
        guard let visitor = reader.visitor else { return }
        let buffer = unsafe UnsafeBufferPointer(start: bytes, count: count)
        let span = unsafe buffer.span
        switch Int(kind) {
        case CHIREDIS_BULK: visitor.string(span, at: reader.position(place))
        case CHIREDIS_STATUS: visitor.status(span, at: reader.position(place))
        default: visitor.error(span, at: reader.position(place))
        }
      }
    }
    unsafe handler.pointee.integer = { context, value, place in
      guard let context = unsafe context else { return }
      unsafe Unmanaged<ReplyReader>.fromOpaque(context)._withUnsafeGuaranteedRef { reader in
        reader.visitor?.integer(value, at: reader.position(place))
      }
    }
    unsafe handler.pointee.null = { context, place in
      guard let context = unsafe context else { return }
      unsafe Unmanaged<ReplyReader>.fromOpaque(context)._withUnsafeGuaranteedRef { reader in
        reader.visitor?.null(at: reader.position(place))
      }
    }
    unsafe handler.pointee.array = { context, count, place in
      guard let context = unsafe context else { return }
      unsafe Unmanaged<ReplyReader>.fromOpaque(context)._withUnsafeGuaranteedRef { reader in
        reader.visitor?.array(count: count, at: reader.position(place))
      }
    }
  }
}
