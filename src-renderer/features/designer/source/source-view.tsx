import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import { Braces, CircleCheck, CircleX, Copy, LoaderCircle } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import type { SourceFault } from '../../../entities/plans/source/source-text.ts'
import { type SourceFormat, sourceFormats } from '../../../entities/plans/source/source-value.ts'
import { lineOfPath, pathOfPlace, placesOfTasks } from '../../../entities/plans/source/task-lines.ts'
import { currentHost } from '../../../host/current-host.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { usePreference } from '../../../stores/preference.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { useFindings } from '../findings/findings.tsx'
import { useRoster } from '../roster/roster.ts'
import { type EditorSession, openEditor, type Reading } from './editor-session.ts'

/** Number of tasks from which parsing YAML takes seconds. */
const largePlan = 1500

/** The plan as JSON or YAML text, synchronized with the other views. */
export function SourceView() {
  const plan = usePlanDocumentStore()
  const document = usePlanDocument((state) => state.document)
  const [format, setFormat] = usePreference<SourceFormat>('designer.source', z.enum(sourceFormats), 'json')
  const [reading, setReading] = useState<Reading>({ kind: 'read' })
  const host = useRef<HTMLDivElement>(null)
  const session = useRef<EditorSession>(null)
  const { skills } = useRoster()
  const knownSkills = useRef(skills)
  knownSkills.current = skills
  const findings = useFindings(({ all }) => all)

  useEffect(() => {
    if (host.current === null) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const opened = openEditor({
      ...{ root, plan, format, onReading: setReading },
      listSkills: () => knownSkills.current,
    })
    session.current = opened
    return () => {
      opened.close()
      session.current = null
    }
  }, [plan, format])

  useEffect(() => {
    if (session.current !== null) markSource(session.current.view, { findings, reading })
  }, [findings, reading])

  const other = format === 'json' ? 'yaml' : 'json'
  const copy = () => void currentHost().copyText(session.current?.view.state.doc.toString() ?? '')
  useCommands([
    {
      ...{ id: 'source.format', category: words.source.category, icon: Braces },
      title: words.source.showAs(words.source.formats[other]),
      run: () => setFormat(other),
    },
    { id: 'source.copy', title: words.source.copy, category: words.source.category, icon: Copy, run: copy },
  ])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 items-center gap-x-4 gap-y-1 border-line border-b px-3 py-1.5">
        <Segmented
          label={words.source.format}
          value={format}
          onChoose={setFormat}
          choices={sourceFormats.map((value) => ({ value, label: words.source.formats[value] }))}
        />
        <ReadingNote
          reading={reading}
          onGo={(fault) => {
            session.current?.goToFault(fault)
            session.current?.view.focus()
          }}
          onReset={() => session.current?.reset()}
        />
        {format === 'yaml' && document.tasks.length > largePlan && (
          <p className="text-muted text-sm">{words.source.slow}</p>
        )}
      </div>
      <div ref={host} dir="ltr" data-source={format} className="min-h-0 flex-1 overflow-hidden" />
    </div>
  )
}

interface ReadingNoteProps {
  readonly reading: Reading
  readonly onGo: (fault: SourceFault) => void
  readonly onReset: () => void
}

/** Shows whether the plan matches the text. */
function ReadingNote({ reading, onGo, onReset }: ReadingNoteProps) {
  if (reading.kind !== 'fault') {
    const Icon = reading.kind === 'read' ? CircleCheck : LoaderCircle
    return (
      <div className="flex items-center gap-3">
        <p role="status" className="flex items-center gap-1.5 text-muted text-sm">
          <Icon size={14} aria-hidden className={reading.kind === 'read' ? 'text-done' : ''} />
          {reading.kind === 'read' ? words.source.applied : words.source.reading}
        </p>
        {reading.kind === 'long' && (
          <Button look="ghost" className="h-7" onClick={onReset}>
            {words.source.reset}
          </Button>
        )}
      </div>
    )
  }
  const { message } = reading.fault
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2">
      <p
        role="alert"
        title={`${message}\n${words.source.faultAbout}`}
        className="flex min-w-0 flex-1 items-center gap-1.5 font-medium text-failed text-sm"
      >
        <CircleX size={14} aria-hidden className="shrink-0" />
        <span className="line-clamp-2 min-w-0 break-words">{message}</span>
      </p>
      <Button className="h-7 shrink-0" onClick={() => onGo(reading.fault)}>
        {words.source.goToLine}
      </Button>
      <Button look="ghost" className="h-7 shrink-0" onClick={onReset}>
        {words.source.reset}
      </Button>
    </div>
  )
}

const severities = { error: 'error', warning: 'warning', hint: 'info' } as const

interface Marks {
  readonly findings: readonly PlanFinding[]
  readonly reading: Reading
}

/**
 * Marks the problems at their lines. With a syntax error only that error is marked, because the other problems refer
 * to an older text.
 */
function markSource(view: EditorView, { findings, reading }: Marks): void {
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
