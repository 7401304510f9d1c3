import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import type { SourceFault } from '../../../entities/plans/source/source-text.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import type { Reading } from './editor-session.ts'

interface ReadingNoteProps {
  readonly reading: Reading
  readonly onGo: (fault: SourceFault) => void
  readonly onReset: () => void
}

/** Whether the plan is what the text says. */
export function ReadingNote({ reading, onGo, onReset }: ReadingNoteProps) {
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
