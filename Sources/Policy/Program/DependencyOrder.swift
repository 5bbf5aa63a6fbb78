import Diagnostics

/// The order in which named values can be compiled, and the cycles among them; without recursion, as chains may be long.
struct DependencyOrder {
  /// A value and the place in it that uses the next one of a cycle.
  struct Link {
    let value: Int
    let place: Place
  }

  /// Values that use each other in a ring.
  struct Cycle {
    /// Its members; of a long ring the first ones and the last.
    let links: [Link]
    /// How many members it has.
    let count: Int

    fileprivate init(_ ring: ArraySlice<Visit>) {
      let shown = ring.count <= Self.limit ? Array(ring) : Array(ring.prefix(Self.limit - 1) + ring.suffix(1))
      links = shown.map { Link(value: $0.value, place: $0.uses[$0.next - 1].place) }
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
    func visit(_ index: Int) -> Visit {
      let names = values[index].expression?.names ?? []
      return Visit(value: index, uses: names.compactMap { use in indices[use.name].map { Link(value: $0, place: use.place) } })
    }
    var isDone = [Bool](repeating: false, count: values.count)
    var depth = [Int?](repeating: nil, count: values.count)
    // Places in the path that are not known to be in a ring, so that a ring need not be walked to see whether it is new.
    var free: [Int] = []
    for start in indices.values.sorted() where !isDone[start] {
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
