import Diagnostics

/// A part of a policy as it stands, ready to be printed: what it says, and where that came from.
struct ConfigNode {
  indirect enum Content {
    /// Text; `isNull` where nothing is written.
    case scalar(String, isNull: Bool, isPlain: Bool)
    case sequence([ConfigNode])
    case mapping([(key: String, value: ConfigNode)])
  }

  let content: Content
  let origin: ConfigOrigin
}

/// Where a part of a policy came from.
struct ConfigOrigin: Equatable {
  /// The layer that says it.
  enum Layer: Equatable {
    case file(path: String, line: Int)
    case setting
    case schema
  }

  let layer: Layer
  /// The variables in it: `${NAME}`, or `${NAME:-text} default`.
  var variables: [String] = []
  /// What was done to it since it was written.
  var remarks: [String] = []

  /// As the comment behind a line.
  var text: String {
    let place =
      switch layer {
      case .file(let path, let line): "\(path.shown(limit: 200)):\(line)"
      case .setting: "--set"
      case .schema: "default"
      }
    return ([place] + variables + remarks).joined(separator: ", ")
  }
}
