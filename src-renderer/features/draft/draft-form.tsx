import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { PlanDocument } from '#shared/model/plan.ts'
import { PlanMending } from '../../mending/plan-mending.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { newCommandId, useStartRun } from '../../rpc/use-start-run.ts'
import { changeDraft, type DraftOrigin, putDraftAway } from '../../stores/draft-store.ts'
import { canUndo, documentOf, type History } from '../../stores/history.ts'
import { FailureNote } from '../../ui/notes.tsx'
import { DraftFooter } from './draft-footer.tsx'
import { DraftHeader } from './draft-header.tsx'
import { DraftTasks } from './draft-tasks.tsx'
import { OpenQuestions } from './open-questions.tsx'
import type { Opened } from './opened.ts'

interface DraftFormProps {
  readonly origin: DraftOrigin
  readonly opened: Opened
  readonly history: History
  /** The person turned away from changes: they are asked. */
  readonly isLeaving: boolean
}

export function DraftForm({ origin, opened, history, isLeaving }: DraftFormProps) {
  const [scope, setScope] = useState(opened.scope)
  const document = documentOf(history)
  const versions = useVersions()
  const start = useStartRun()
  const keeping = useKeep(origin, opened)
  const leave = { onSuccess: putDraftAway }
  const run = () =>
    keeping.mutate(document, {
      onSuccess: (planId) => start.mutate({ planId, commandId: newCommandId() }, leave),
    })
  const mending = document.tasks.length > 0 && (
    <PlanMending
      document={document}
      version={`${JSON.stringify(origin)} ${versions(document)}`}
      title="Before it runs"
      onChange={changeDraft}
      onUndo={null}
    />
  )
  return (
    <>
      <DraftHeader
        origin={origin}
        history={history}
        onRename={(title) => changeDraft({ ...document, title })}
      />
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto px-6 py-5">
        <p className="text-muted">
          {scope === null
            ? 'Changes count once they are kept. A run stays with the plan as it was when it began.'
            : `Made by ${scope.model ?? 'templates'}. Change what you like: nothing is kept or run yet.`}
        </p>
        {scope !== null && origin.type === 'goal' && (
          <OpenQuestions goal={origin.goal} scope={scope} onScope={setScope} />
        )}
        {/* Who opens a kept plan that cannot run comes for what is amiss. */}
        {origin.type === 'kept' && mending}
        <DraftTasks document={document} scope={scope} onChange={changeDraft} />
        {origin.type === 'goal' && mending}
        {keeping.isError && <FailureNote error={keeping.error} />}
        {start.isError && <FailureNote error={start.error} />}
      </div>
      <DraftFooter
        origin={origin}
        hasChanges={canUndo(history)}
        isLeaving={isLeaving}
        isEmpty={document.tasks.length === 0}
        isBusy={keeping.isPending || start.isPending}
        onKeep={() => keeping.mutate(document, leave)}
        onRun={run}
      />
    </>
  )
}

/** Keeps a plan as it stands, and says under which id: its own where nothing was changed. */
function useKeep(origin: DraftOrigin, { document: first, warnings }: Opened) {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const kept = useRef(origin.type === 'kept' ? { document: first, planId: origin.planId } : null)
  return useMutation({
    mutationFn: async (document: PlanDocument) => {
      // Kept already, where only its start failed.
      if (kept.current?.document === document) return kept.current.planId
      const { planIds } = await client.plans.publish({
        documents: [document],
        warnings: [...warnings],
        ...(kept.current !== null && { replaces: kept.current.planId }),
      })
      kept.current = { document, planId: planIds[0] ?? '' }
      return kept.current.planId
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.plans.key() }),
  })
}

/** A number for each state of a draft, the same for as long as it is the same. */
function useVersions(): (document: PlanDocument) => number {
  const [numbers] = useState(() => new WeakMap<PlanDocument, number>())
  const last = useRef(0)
  return (document) => {
    const known = numbers.get(document)
    if (known !== undefined) return known
    last.current += 1
    numbers.set(document, last.current)
    return last.current
  }
}
