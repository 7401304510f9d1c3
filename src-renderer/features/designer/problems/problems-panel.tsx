import { useQuery } from '@tanstack/react-query'
import { CircleCheck, UserRoundX, WandSparkles, X } from 'lucide-react'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import { words } from '#shared/words/words.ts'
import { titlesOf } from '../../../entities/plans/edits/edit.ts'
import { FindingRow } from '../../../entities/plans/fixes/finding-row.tsx'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument, usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { VirtualList } from '../../../ui/lists/virtual-list.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { useDesignerUi } from '../designer-ui.ts'
import { useFindings } from '../findings/findings.tsx'
import type { Fixing } from '../findings/use-fixing.ts'
import { CommandButton } from '../shell/command-button.tsx'

interface ProblemsPanelProps {
  readonly fixing: Fixing
  readonly onJump: (finding: PlanFinding, key?: string) => void
  readonly onClose: () => void
}

/** Findings, most severe first, each with its tasks and fixes. */
export function ProblemsPanel({ fixing, onJump, onClose }: ProblemsPanelProps) {
  const { all, of, failure } = useFindings((findings) => findings)
  const document = usePlanDocument((state) => state.document)
  const titles = titlesOf(document.tasks)
  const chosen = useDesignerUi(({ findingId }) => findingId)
  return (
    <section
      aria-label={words.designer.problems.title}
      className="flex h-[min(240px,40%)] shrink-0 flex-col border-line border-t bg-surface"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-line border-b pe-2 ps-4">
        <h2 className="font-semibold">{words.designer.problems.title}</h2>
        <p aria-live="polite" className="min-w-0 flex-1 truncate text-muted text-sm">
          {of === null ? words.designer.problems.looking : words.designer.problems.summary(all.length)}
        </p>
        <CommandButton id="plan.fixSafe" icon={WandSparkles} look="ghost" className="h-7" />
        <IconButton label={words.designer.problems.close} icon={X} onClick={onClose} className="size-7" />
      </div>
      {failure !== null ? (
        <div className="p-3">
          <FailureNote error={failure} />
        </div>
      ) : of === null ? (
        <div className="p-4">
          <Skeleton lines={3} />
        </div>
      ) : all.length === 0 ? (
        <EmptyNote icon={CircleCheck} title={words.designer.problems.nothing} />
      ) : (
        <>
          <SkillGaps />
          <VirtualList
            label={words.designer.problems.title}
            rows={all}
            rowKey={({ id }) => id}
            estimate={44}
            shown={chosen === null ? null : all.findIndex(({ id }) => id === chosen)}
          >
            {(finding) => (
              <FindingRow
                finding={finding}
                titles={titles}
                isChosen={finding.id === chosen}
                isFixing={fixing.isPending || of !== document}
                onFix={fixing.fix}
                onJump={onJump}
              />
            )}
          </VirtualList>
        </>
      )}
    </section>
  )
}

const aboutSkills = new Set(['unknown_skill', 'skills_apart', 'no_agents', 'agents_offline'])

/** Tasks without a capable agent, and the smallest change that helps. Requested only if such findings exist. */
function SkillGaps() {
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
