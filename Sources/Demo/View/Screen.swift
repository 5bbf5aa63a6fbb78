import HostKit

/// Puts a view on a terminal in place, or line by line where there is none.
struct Screen {
  private let isInteractive = Terminal.isInteractive

  /// How many entities fit below each other.
  var rows: Int { isInteractive ? max(3, Terminal.size.rows - 16) : 50 }

  /// Shows the lines in the place of those before.
  func show(_ lines: [String]) {
    guard isInteractive else {
      print((lines + [""]).joined(separator: "\n"))
      return
    }
    let width = Terminal.size.columns
    // Home, each line cut to the width and cleared behind, then everything below.
    let body = lines.prefix(max(1, Terminal.size.rows - 1)).map { "\($0.prefix(width))\u{1B}[K\r\n" }.joined()
    print("\u{1B}[H\(body)\u{1B}[J", terminator: "")
    flush()
  }

  /// Clears the screen and hides the cursor.
  func begin() {
    guard isInteractive else { return }
    print("\u{1B}[?25l\u{1B}[2J", terminator: "")
  }

  /// Gives the cursor back.
  func end() {
    guard isInteractive else { return }
    print("\u{1B}[?25h")
    flush()
  }

  private func flush() { Terminal.flush() }
}
