import Testing

/// What binds tighter than what, and how literals are written.
struct GrammarTests {
  @Test(arguments: [
    ("a + b * a", "(+ a (* b a))"), ("a - b - a", "(- (- a b) a)"), ("a / b / a", "(/ (/ a b) a)"), ("(a + b) * a", "(* (+ a b) a)"),
    ("a ?? b + 1", "(?? a (+ b 1.0))"), ("a ?? b ?? 1", "(?? a b 1.0)"), ("a ?? b < 1", "(< (?? a b) 1.0)"),
    ("a < b ?? 1", "(< a (?? b 1.0))"),
    ("a < b && b < a", "(&& (< a b) (< b a))"), ("p || p && p", "(|| p (&& p p))"), ("!p == p", "(== (! p) p)"), ("-a * b", "(* (- a) b)"),
    ("- -a", "(- (- a))"), ("p ? a : p ? b : 1", "(? p a (? p b 1.0))"), ("p ? p ? a : b : 1", "(? p (? p a b) 1.0)"),
    ("a in [1, 2] && p", "(&& (in a 1.0 2.0) p)"), ("a + 1 in [1]", "(in (+ a 1.0) 1.0)"), ("p || p ? a : b", "(? (|| p p) a b)"),
    ("min(a, b + 1)", "(min a (+ b 1.0))"), ("src.heat % 2", "(% src.heat 2.0)"), ("5%", "0.05"), ("5 % 3", "(% 5.0 3.0)"),
    ("5% 3", "(% 5.0 3.0)"),
    ("5%\t3", "(% 5.0 3.0)"), ("5% - a", "(- 0.05 a)"), ("a == 5%", "(== a 0.05)"), ("30s", "30.0s"), ("1h30m", "5400.0s"),
    ("500ms", "0.5s"),
    ("1e3", "1000.0"), (".5", "0.5"), ("1.5e-3", "0.0015"), ("'it''s'", "'it's'"), ("\"x\"", "'x'"), ("true", "true"), ("''", "''"),
    ("(((a)))", "a"),
  ])
  func trees(formula: String, expected: String) {
    #expect(Reading.tree(formula) == expected)
  }

  @Test(arguments: [
    ("a < b < a", "GV0201 comparisons cannot be chained"), ("a and p", "GV0201 `and` is not an operator"),
    ("a == b or p", "GV0201 `or` is not an operator"),
    ("not p", "GV0201 `not` is not an operator"), ("a = b", "GV0201 `=` is not an operator"), ("a & b", "GV0201 `&` is not an operator"),
    ("a ** b", "GV0201 `**` is not an operator"), ("a ≥ b", "GV0201 `≥` is not an operator"),
    ("a +", "GV0201 the expression ends where an operand is expected"),
    ("(a", "GV0201 a `)` is missing here"), ("min(a", "GV0201 a `)` is missing here"), ("p ? a", "GV0201 `?` stands without its `:`"),
    ("a b", "GV0201 `b` stands where an operator or the end was expected"), ("'x", "GV0201 the text that begins here is not closed"),
    ("[a]", "GV0201 a list stands only behind `in`"), ("a in b", "GV0201 behind `in` stands a list"),
    ("a in []", "GV0201 the list behind `in` is empty"),
    ("null", "GV0201 there is no `null`"), ("a.b.c", "GV0201 a name has at most two parts; `a.b.c` has 3"),
    ("é", "GV0201 `é` is not a name"),
    ("1e999", "GV0201 `1e999` is too large for a number"), ("“x”", "GV0201 a text stands in straight quotes"),
  ])
  func faults(formula: String, expected: String) {
    #expect(Reading.tree(formula) == expected)
  }
}
