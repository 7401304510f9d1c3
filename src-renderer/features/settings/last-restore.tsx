import { useQuery } from '@tanstack/react-query'
import { CircleAlert, History } from 'lucide-react'
import { useRpc } from '../../rpc/context.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'

const { data: say } = words.settings

/** What came back last, and where that is which it took the place of. */
export function LastRestore() {
  const { orpc } = useRpc()
  const { data: last } = useQuery(orpc.system.lastRestore.queryOptions())
  if (last === undefined || last === null) return null
  const { name, at, seq, safety, problem, settingsProblem } = last
  const isWhole = problem === null && settingsProblem === null
  const Icon = isWhole ? History : CircleAlert
  return (
    <p role="status" className="flex gap-2 border-line border-b py-3">
      <Icon size={14} aria-hidden className={`mt-[3px] shrink-0 ${isWhole ? 'text-muted' : 'text-failed'}`} />
      <span className="min-w-0 break-words">
        <span className="font-medium">
          {problem === null ? say.cameBack(name, formatInstant(at)) : say.notRestored(name)}
        </span>{' '}
        <span className="text-muted">{problem ?? say.cameBackAbout(seq, safety)}</span>
        {settingsProblem !== null && <span> {say.settingsNotRestored(settingsProblem)}</span>}
      </span>
    </p>
  )
}
