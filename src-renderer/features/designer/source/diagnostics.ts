import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { lineOfPath, pathOfPlace, placesOfTasks } from '../../../entities/plans/source/places.ts'
import type { SourceFault } from '../../../entities/plans/source/source-text.ts'
import type { Reading } from './editor-session.ts'

const severities = { error: 'error', warning: 'warning', hint: 'info' } as const

interface Marks {
  readonly findings: readonly PlanFinding[]
  readonly reading: Reading
}

/** Marks what is amiss at its line: what cannot be read alone, since the rest is of an older text. */
export function markSource(view: EditorView, { findings, reading }: Marks): void {
  const { doc } = view.state
  const at = (line: number, severity: Diagnostic['severity'], message: string): Diagnostic => {
    const { from, to, text } = doc.line(Math.min(Math.max(1, line), doc.lines))
    return { from: Math.min(to, from + (text.length - text.trimStart().length)), to, severity, message }
  }
  const marks =
    reading.kind === 'fault'
      ? [{ ...at(reading.fault.line, 'error', reading.fault.message), ...rangeIn(doc.length, reading.fault) }]
      : linesOf(doc.toString(), findings).map(({ line, finding }) =>
          at(line, severities[finding.severity], finding.message),
        )
  view.dispatch(
    setDiagnostics(
      view.state,
      marks.toSorted((a, b) => a.from - b.from),
    ),
  )
}

const rangeIn = (length: number, { range }: SourceFault) =>
  range === undefined || range.to > length || range.to === range.from ? {} : range

function linesOf(text: string, findings: readonly PlanFinding[]) {
  const starts = new Map(placesOfTasks(text).map(({ key, from }) => [key, from]))
  return findings.flatMap((finding) => {
    if (finding.place !== null && finding.place !== '') {
      return [{ line: lineOfPath(text, pathOfPlace(finding.place)), finding }]
    }
    const lines = finding.taskKeys.flatMap((key) => starts.get(key) ?? [])
    return (lines.length === 0 ? [1] : lines.slice(0, 20)).map((line) => ({ line, finding }))
  })
}
