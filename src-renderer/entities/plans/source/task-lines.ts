/** Lines of a task in a plan file, starting at 1, including the last line. */
export interface TaskLines {
  readonly key: string
  readonly from: number
  readonly to: number
}

const taskIdLine = /^(\s*)(- +)?"?task_id"?\s*:\s*(.*?),?\s*$/

/**
 * Finds the lines of each task by the indentation of JSON or YAML, since the text may not parse while the person
 * types. A file with a single line has no task lines.
 */
export function placesOfTasks(text: string): TaskLines[] {
  const lines = text.split('\n')
  const starts: { key: string; from: number; indent: number }[] = []
  for (const [at, line] of lines.entries()) {
    const match = taskIdLine.exec(line)
    if (match === null) continue
    const from = match[2] === undefined ? beginOf(lines, at) : at
    starts.push({ key: unquote(match[3] ?? ''), from, indent: indentOf(lines[from] ?? '') })
  }
  return starts.map(({ key, from, indent }, index) => {
    const next = starts[index + 1]?.from ?? lines.length
    let to = from
    for (let at = from + 1; at < next; at += 1) {
      const line = lines[at] ?? ''
      if (line.trim() === '') continue
      const depth = indentOf(line)
      if (depth < indent || (depth === indent && !/^[}\]]/.test(line.trim()))) break
      to = at
      if (depth === indent) break
    }
    return { key, from: from + 1, to: to + 1 }
  })
}

/** The line that opens the object containing the field at line `at`. */
function beginOf(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at] ?? '')
  for (let above = at - 1; above >= 0; above -= 1) {
    const line = lines[above] ?? ''
    if (line.trim() !== '' && !line.trim().startsWith('#') && indentOf(line) < indent) return above
  }
  return at
}

const indentOf = (line: string): number => line.length - line.trimStart().length

const unquote = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2')

/** The task whose lines include this line. */
export const taskAt = (places: readonly TaskLines[], line: number): TaskLines | undefined =>
  places.findLast(({ from, to }) => from <= line && line <= to)

/** Line of a field, by the path in a schema issue or finding. Falls back to the nearest line found. */
export function lineOfPath(text: string, path: readonly PropertyKey[]): number {
  const lines = text.split('\n')
  const places = path[0] === 'tasks' && typeof path[1] === 'number' ? placesOfTasks(text) : []
  const task = typeof path[1] === 'number' ? places[path[1]] : undefined
  let line = task?.from ?? 1
  const end = task?.to ?? lines.length
  for (const part of task === undefined ? path : path.slice(2)) {
    if (typeof part !== 'string') continue
    const field = new RegExp(`^\\s*(?:- +|\\{\\s*)*"?${asPattern(part)}"?\\s*:`)
    for (let at = line; at <= end; at += 1) {
      if (!field.test(lines[at - 1] ?? '')) continue
      line = at
      break
    }
  }
  return line
}

const asPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Parses `tasks[3].priority` into a path. */
export const pathOfPlace = (place: string): (string | number)[] =>
  [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  )

/** Names of the fields around a line, outermost first: `['tasks', 'gate']`. */
export function contextAt(lines: readonly string[], at: number): string[] {
  const names: string[] = []
  let indent = depthOf(lines[at] ?? '')
  for (let above = at - 1; above >= 0 && indent > 0; above -= 1) {
    const line = lines[above] ?? ''
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const depth = indentOf(line)
    if (depth >= indent) continue
    const name = /^\s*(?:- +)?"?([\w-]+)"?\s*:\s*(?:[[{]\s*)?$/.exec(line)?.[1]
    if (name !== undefined) names.unshift(name)
    indent = depth
  }
  return names
}

/** A field that starts a list item, `- task_id: a`, has the depth of the fields below it. */
const depthOf = (line: string): number => /^\s*(?:- +)?/.exec(line)?.[0].length ?? 0
