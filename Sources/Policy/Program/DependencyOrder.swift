import Diagnostics

/// The order in which named values can be compiled, and the cycles among them; without recursion, as chains may be long.
struct DependencyOrder {
  /// A value and the place in it that uses the next one of a cycle.
  struct Link {
    let value: Int
    let place: Place
  }

  private struct Visit {
    let value: Int
    let uses: [Link]
    var next = 0
  }

  /// The values that have a name of their own, each behind those it uses.
  private(set) var sorted: [Int] = []
  /// Values that use each other in a ring.
  private(set) var cycles: [[Link]] = []

  init(values: [(name: String, nameSpan: SourceSpan, expression: Expression?)], indices: [String: Int]) {
    func visit(_ index: Int) -> Visit {
      let names = values[index].expression?.names ?? []
      return Visit(value: index, uses: names.compactMap { use in indices[use.name].map { Link(value: $0, place: use.place) } })
    }
    var isDone = [Bool](repeating: false, count: values.count)
    var depth = [Int?](repeating: nil, count: values.count)
    var inCycle: Set<Int> = []
    for start in indices.values.sorted() where !isDone[start] {
      var path = [visit(start)]
      depth[start] = 0
      while var top = path.popLast() {
        guard top.next < top.uses.count else {
          isDone[top.value] = true
          depth[top.value] = nil
          sorted.append(top.value)
          continue
        }
        let use = top.uses[top.next]
        top.next += 1
        path.append(top)
        if let first = depth[use.value] {
          let ring = path[first...].map { Link(value: $0.value, place: $0.uses[$0.next - 1].place) }
          // Rings inside a ring that is reported already would only repeat it.
          if !ring.allSatisfy({ inCycle.contains($0.value) }) {
            inCycle.formUnion(ring.map(\.value))
            cycles.append(ring)
          }
        } else if !isDone[use.value] {
          depth[use.value] = path.count
          path.append(visit(use.value))
        }
      }
    }
  }
}
