/// Takes replies as they arrive.
///
/// Called on the client's own thread, synchronously, in the order of the wire. Spans are valid only in the call. A pipeline that throws
/// may have shown a part of its replies before; only what `finished` named is whole. There is no default for anything but `finished`,
/// since an error, an absence or an array of another length that nobody looks at is a silent fault.
public protocol ReplyVisitor: AnyObject {
  /// A bulk string.
  func string(_ bytes: Span<UInt8>, at position: ReplyPosition)
  /// A status, such as OK or QUEUED.
  func status(_ bytes: Span<UInt8>, at position: ReplyPosition)
  /// An error of one command, such as WRONGTYPE; the others in the pipeline go on. The text is the server's: escape it before showing.
  func error(_ bytes: Span<UInt8>, at position: ReplyPosition)
  /// An integer.
  func integer(_ value: Int64, at position: ReplyPosition)
  /// No value: a null bulk, or a null array (an EXEC that WATCH stopped).
  func null(at position: ReplyPosition)
  /// The beginning of an array of `count` elements, which follow; nothing follows an empty one.
  func array(count: Int, at position: ReplyPosition)
  /// The reply number `command` is whole.
  func finished(command: Int)
}

extension ReplyVisitor {
  /// Does nothing.
  public func finished(command: Int) {}
}
