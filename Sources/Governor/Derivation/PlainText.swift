internal import Diagnostics
internal import Policy

/// Words for people: short numbers, times. Nothing that a terminal would act on comes through.
enum PlainText {
  /// A number in at most eight significant digits: what is computed is shown exactly elsewhere, and this is for comparing.
  static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 1e7, scale < 1e12 { scale *= 10 }
    let text = NumberFormat.text((value * scale).rounded() / scale)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with its sign.
  static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + short(value) }

  /// A share in percent, with one digit behind the point.
  static func percent(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return NumberFormat.text(rounded == 0 ? 0 : rounded) + " %"
  }

  /// An age in seconds; what lies in the future is said to.
  static func age(_ seconds: Double) -> String {
    let rounded = seconds.rounded()
    if rounded < 0 { return "\(DurationText.text(-rounded)) in the future" }
    return rounded < 1 ? "less than 1s old" : "\(DurationText.text(coarse(rounded))) old"
  }

  /// An age without seconds once it is over a day.
  private static func coarse(_ seconds: Double) -> Double {
    seconds < 86_400 ? seconds : (seconds / 3600).rounded() * 3600
  }

  /// Unix seconds as `2026-01-28T10:00:00Z`.
  static func time(_ seconds: Double) -> String {
    guard abs(seconds) < 1e11 else { return NumberFormat.text(seconds) }
    let whole = Int(seconds.rounded(.down))
    let day = Int((Double(whole) / 86_400).rounded(.down))
    let second = whole - day * 86_400
    let (year, month, date) = civil(day)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
      + ":\(padded(second % 60, 2))Z"
  }

  /// The date of a day counted from 1970, by the calendar of today.
  private static func civil(_ day: Int) -> (Int, Int, Int) {
    // Years begin in March, so that the leap day is the last of its year.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// A value as a person reads it: exact, with its unit, texts in quotes.
  static func text(_ value: DerivedValue) -> String {
    switch value.content {
    case .number(let number, let unit): unit.isRatio ? NumberFormat.text(number) : "\(NumberFormat.text(number)) \(unit)"
    case .text(let text): "'\(text.shown(limit: 80))'"
    case .boolean(let value): "\(value)"
    case .time(let seconds): time(seconds)
    case .missing: "missing"
    case .withheld: "withheld"
    }
  }

  /// A value for comparing: numbers in few digits, without unit.
  static func brief(_ value: DerivedValue) -> String {
    if case .number(let number, _) = value.content { short(number) } else { text(value) }
  }
}
