/// The place of one value in a program: a column at run time.
public struct Register: Sendable, Hashable {
  /// Its number, from 0, in the order in which registers were made.
  public let index: Int
}
