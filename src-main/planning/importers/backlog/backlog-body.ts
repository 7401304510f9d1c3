/** A part of a task's text, by its heading; the one before the first heading has none. */
export interface BodySection {
  readonly heading: string
  readonly text: string
}

const markerPattern = /^<!-- ?([A-Z]{1,20}(?::[A-Z_]{1,40})?):(BEGIN|END) ?-->$/

/**
 * The parts of a task's text. A heading in a fenced block, or between a section's markers (`<!-- AC:BEGIN -->` and its
 * END), belongs to the section. The markers are left out.
 */
export function readSections(body: string): BodySection[] {
  const lines = body.split(/\r\n|\r|\n/)
  const ends = findEnds(lines)
  const sections: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }]
  let fence: string | null = null
  let markedTo = -1
  for (const [index, line] of lines.entries()) {
    const end = ends.get(index)
    if (end !== undefined && fence === null) {
      markedTo = Math.max(markedTo, end)
      continue
    }
    fence = fenceAfter(fence, line.trim())
    const isOwn = fence === null && index > markedTo
    const heading = isOwn ? /^ {0,3}##[ \t]+(\S.*)$/s.exec(line)?.[1] : undefined
    if (heading === undefined) sections.at(-1)?.lines.push(line)
    else sections.push({ heading: heading.trim(), lines: [] })
  }
  return sections.map(({ heading, lines: own }) => ({ heading, text: own.join('\n').trim() }))
}

/** The lines with markers, and up to which line what each begins reaches; one without an end reaches nowhere. */
function findEnds(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>()
  const next = new Map<string, number>()
  for (const [back, line] of lines.toReversed().entries()) {
    const index = lines.length - 1 - back
    const [, name, side] = markerPattern.exec(line.trim()) ?? []
    if (name === undefined) continue
    if (side === 'END') next.set(name, index)
    ends.set(index, next.get(name) ?? index)
  }
  return ends
}

function fenceAfter(fence: string | null, line: string): string | null {
  const marks = /^(?:`{3,}|~{3,})/.exec(line)?.[0]
  if (marks === undefined) return fence
  if (fence === null) return line.slice(marks.length).includes('`') ? null : marks
  return marks === line && marks.startsWith(fence) ? null : fence
}
