import { CircleCheck, WandSparkles, X } from 'lucide-react'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { VirtualList } from '../../../ui/lists/virtual-list.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { useDesignerUi } from '../designer-ui.ts'
import { useFindings } from '../findings/findings-context.tsx'
import type { Fixing } from '../findings/use-fixing.ts'
import { CommandButton } from '../shell/command-button.tsx'
import { ProblemRow } from './problem-row.tsx'
import { SkillGaps } from './skill-gaps.tsx'

interface ProblemsPanelProps {
  readonly fixing: Fixing
  readonly onJump: (finding: PlanFinding, key?: string) => void
  readonly onClose: () => void
}

/** What is amiss, the worst first, each with the tasks it is about and the ways to mend it. */
export function ProblemsPanel({ fixing, onJump, onClose }: ProblemsPanelProps) {
  const { all, of, failure } = useFindings((findings) => findings)
  const document = usePlanDocument((state) => state.document)
  const titles = new Map(document.tasks.map(({ key, title }) => [key, title]))
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
              <ProblemRow
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
