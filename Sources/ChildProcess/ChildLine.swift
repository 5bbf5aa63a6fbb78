/// What a line of a program is to the one who asked it.
public enum ChildLine<Value> {
  /// The answer.
  case answer(Value)
  /// The answer to an earlier question, which nobody waits for any more.
  case late
  /// No answer, so that the next line is looked at. `why` goes on from the line: `which is not JSON`; `isNear` is true where it was perhaps
  /// meant for one, so that it is what a person wants to see.
  case stray(why: String, isNear: Bool)
}
