import { Check, CircleAlert } from 'lucide-react'
import type { ModelTest } from '#shared/contract/models.ts'
import { words } from '#shared/words/words.ts'
import { formatDuration } from '../../../ui/text/format.ts'

const { models: say } = words.settings
const shownModels = 20

export function TestNote({ test }: { test: ModelTest }) {
  const { isWorking, failure, models, ms } = test
  return (
    // The dialog can be taller than the window, so scroll the result into view.
    <div ref={(note) => note?.scrollIntoView({ block: 'nearest' })} className="mt-1 min-w-0">
      <p
        className={isWorking ? 'flex items-start gap-1.5 text-done' : 'flex items-start gap-1.5 text-failed'}
      >
        {isWorking ? (
          <Check size={14} aria-hidden className="mt-1 shrink-0" />
        ) : (
          <CircleAlert size={14} aria-hidden className="mt-1 shrink-0" />
        )}
        <span className="min-w-0 break-words">
          {isWorking ? say.works(formatDuration(ms)) : `${say.fails}: ${failure ?? ''}`}
        </span>
      </p>
      {models !== null && models.length > 0 && (
        <p className="break-words text-muted text-sm">{say.has(models.slice(0, shownModels).join(', '))}</p>
      )}
    </div>
  )
}
