import { Braces, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useCommands } from '../../../commands/use-commands.ts'
import { type SourceFormat, sourceFormats } from '../../../entities/plans/source/source-value.ts'
import { copyText } from '../../../host/current-host.ts'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { usePreference } from '../../../stores/preference.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { words } from '../../../words/words.ts'
import { useFindings } from '../findings/findings-context.tsx'
import { useRoster } from '../roster/use-roster.ts'
import { markSource } from './diagnostics.ts'
import { type EditorSession, openEditor, type Reading } from './editor-session.ts'
import { ReadingNote } from './reading-note.tsx'

/** From here on YAML takes seconds to read. */
const largePlan = 1500

/** The plan as text, JSON or YAML, in step with the other views. */
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
  const copy = () => void copyText(session.current?.view.state.doc.toString() ?? '')
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
