import { CircleAlert, X } from 'lucide-react'
import { failureOf } from '../../../rpc/failure.ts'
import { IconButton } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import type { Refusals } from './use-chosen.ts'

const says = words.run.chosen
const namedAtMost = 5

/** Which of the tasks it was not done to, and why. */
export function RefusedTasks({ refused, of, onDismiss }: Refusals & { readonly onDismiss: () => void }) {
  return (
    <div role="alert" className="flex items-start gap-3 bg-failed-soft px-4 py-2 sm:px-6">
      <CircleAlert size={16} className="mt-1 shrink-0 text-failed" aria-hidden />
      <div className="min-w-0 flex-1 py-0.5">
        <p className="font-medium">{says.refused(refused.length, of)}</p>
        <ul>
          {refused.slice(0, namedAtMost).map(({ task, error }) => (
            <li key={task.key} className="break-words">
              <span className="font-medium">{task.title}</span>{' '}
              <span className="text-muted">{failureOf(error).message}</span>
            </li>
          ))}
        </ul>
        {refused.length > namedAtMost && (
          <p className="text-muted">{says.more(refused.length - namedAtMost)}</p>
        )}
      </div>
      <IconButton label={says.dismiss} icon={X} onClick={onDismiss} />
    </div>
  )
}
