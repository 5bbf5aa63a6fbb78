import Diagnostics

/// The order in which things that use each other can be dealt with, such as named values, and the cycles among them; without recursion,
/// as chains may be long.
struct DependencyOrder {
  /// A value and the place in it that uses the next one of a cycle.
  struct Link {
    let value: Int
    private let origin: Origin

    private enum Origin {
      case place(Place)
      case span(SourceSpan)
    }

    init(value: Int, place: Place) {
      self.value = value
      origin = .place(place)
    }

    init(value: Int, span: SourceSpan) {
      self.value = value
      origin = .span(span)
    }

    fileprivate init(_ value: Int, from link: Link) {
      self.value = value
      origin = link.origin
    }

    /// The stretch of the file; found only when a finding needs it.
    var span: SourceSpan {
      switch origin {
      case .place(let place): place.span
      case .span(let span): span
      }
    }
  }

  /// Values that use each other in a ring.
  struct Cycle {
    /// Its members; of a long ring the first ones and the last.
    let links: [Link]
    /// How many members it has.
    let count: Int

    fileprivate init(_ ring: ArraySlice<Visit>) {
      let shown = ring.count <= Self.limit ? Array(ring) : Array(ring.prefix(Self.limit - 1) + ring.suffix(1))
      links = shown.map { Link($0.value, from: $0.uses[$0.next - 1]) }
      count = ring.count
    }

    private static let limit = 12
  }

  fileprivate struct Visit {
    let value: Int
    let uses: [Link]
    var next = 0
  }

  /// The values that have a name of their own, each behind those it uses.
  private(set) var sorted: [Int] = []
  /// The rings, but for those that lie within others.
  private(set) var cycles: [Cycle] = []
  /// The values that are part of a ring.
  private(set) var cyclic: Set<Int> = []

  init(values: [(name: String, nameSpan: SourceSpan, expression: Expression?)], indices: [String: Int]) {
    self.init(count: values.count, starts: indices.values.sorted()) { index in
      let names = values[index].expression?.names ?? []
      return names.compactMap { use in indices[use.name].map { Link(value: $0, place: use.place) } }
    }
  }

  /// The order of `starts` and what they use, among `count` things.
  init(count: Int, starts: [Int], uses: (Int) -> [Link]) {
    func visit(_ index: Int) -> Visit { Visit(value: index, uses: uses(index)) }
    var isDone = [Bool](repeating: false, count: count)
    var depth = [Int?](repeating: nil, count: count)
    // Places in the path that are not known to be in a ring, so that a ring need not be walked to see whether it is new.
    var free: [Int] = []
    for start in starts where !isDone[start] {
      var path = [visit(start)]
      depth[start] = 0
      free = [0]
      while var top = path.popLast() {
        guard top.next < top.uses.count else {
          isDone[top.value] = true
          depth[top.value] = nil
          if free.last == path.count { free.removeLast() }
          sorted.append(top.value)
          continue
        }
        let use = top.uses[top.next]
        top.next += 1
        path.append(top)
        if let first = depth[use.value] {
          // Rings inside a ring that is reported already would only repeat it.
          guard let last = free.last, last >= first else { continue }
          cycles.append(Cycle(path[first...]))
          while let place = free.last, place >= first {
            cyclic.insert(path[place].value)
            free.removeLast()
          }
        } else if !isDone[use.value] {
          depth[use.value] = path.count
          free.append(path.count)
          path.append(visit(use.value))
        }
      }
    }
  }
}
