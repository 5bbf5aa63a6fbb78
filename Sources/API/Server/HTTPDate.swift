internal import Governor

/// Times as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The time of now.
  static var now: String { text(SystemClock().now) }

  /// A time in Unix seconds, of the years from 1970 on.
  static func text(_ time: Double) -> String {
    let seconds = Int(max(0, min(time, 2e11)))
    let (day, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let date = civil(day)
    let month = months[date.month - 1]
    return "\(days[day % 7]), \(pair(date.day)) \(month) \(date.year) \(pair(rest / 3600)):\(pair(rest / 60 % 60)):\(pair(rest % 60)) GMT"
  }

  /// The date of a day after 1 January 1970, by years that begin in March, where the day that leap years add is the last.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let (era, inEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let isNextYear = month >= 10
    return (year + era * 400 + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3, inYear - (153 * month + 2) / 5 + 1)
  }

  private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
