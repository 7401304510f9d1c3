import { CircleAlert, CloudCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { useAutosave } from './use-autosave.ts'

/** Whether what was changed is saved, in words; and the way out where it is not. Of a plan as it was published: nothing. */
export function SaveNote({ isChanged }: { isChanged: boolean }) {
  const autosave = useAutosave()
  const { save, draft, keeper } = autosave
  const [isDeciding, setDeciding] = useState(false)
  switch (save.kind) {
    case 'saved':
      return isChanged && draft !== null ? (
        <Note icon={CloudCheck} text={words.drafts.saved} />
      ) : (
        <span role="status" />
      )
    case 'waiting':
    case 'saving':
      return <Note icon={LoaderCircle} text={words.drafts.waiting} />
    case 'offline':
      return <Note icon={CloudOff} look="text-warning" text={words.drafts.offline} />
    case 'refused':
      return (
        <Note
          icon={CircleAlert}
          look="text-failed"
          text={words.drafts.refused(failureOf(save.error).message)}
        />
      )
    case 'conflict':
      return (
        <span className="flex min-w-0 items-center gap-2">
          <Note icon={CircleAlert} look="text-failed" text={words.drafts.conflict} />
          <Button className="h-7" onClick={() => setDeciding(true)}>
            {words.drafts.resolve}
          </Button>
          {isDeciding && keeper !== null && (
            <ConflictDialog
              theirs={save.theirs.document}
              keeper={keeper}
              onClose={() => setDeciding(false)}
            />
          )}
        </span>
      )
  }
}

interface NoteProps {
  readonly icon: typeof CloudCheck
  readonly text: string
  readonly look?: string
}

function Note({ icon: Icon, text, look = 'text-muted' }: NoteProps) {
  return (
    <span role="status" title={text} className={`flex min-w-0 items-center gap-1.5 text-sm ${look}`}>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate">{text}</span>
    </span>
  )
}
