import { useQuery } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { words } from '../../../words/words.ts'
import { useFindings } from '../findings/findings-context.tsx'

const aboutSkills = new Set(['unknown_skill', 'skills_apart', 'no_agents', 'agents_offline'])

/** Which tasks nobody here could do, and the least that would help: asked for only where there are such. */
export function SkillGaps() {
  const { client } = useRpc()
  const plan = usePlanDocumentStore()
  const ids = useFindings(({ all }) =>
    all
      .filter(({ code }) => aboutSkills.has(code))
      .map(({ id, taskKeys }) => `${id} ${taskKeys.length}`)
      .join('\n'),
  )
  const gaps = useQuery({
    queryKey: ['skill gaps', ids],
    queryFn: ({ signal }) => client.skills.findGapsOf(requestOf(plan.getState().document), { signal }),
    enabled: ids !== '',
    gcTime: 0,
  })
  if (ids === '' || gaps.data === undefined || gaps.data.sentence === '') return null
  const { sentence, gaps: open, oneNewAgent } = gaps.data
  return (
    <div className="flex gap-2.5 border-line border-b bg-warning-soft px-4 py-2">
      <UserRoundX size={14} aria-hidden className="mt-[3px] shrink-0 text-warning" />
      <div className="min-w-0">
        <p className="break-words">{sentence}</p>
        {oneNewAgent !== null && open.length > 1 && (
          <p className="break-words text-muted">{words.designer.problems.oneAgent(oneNewAgent)}</p>
        )}
      </div>
    </div>
  )
}
