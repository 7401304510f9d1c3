import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleHelp, Play, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ScopeResponse } from '#shared/contract/seed.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { PlanMending } from '../../mending/plan-mending.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { newCommandId, useStartRun } from '../../rpc/use-start-run.ts'
import { draftStore, putDraftAway } from '../../stores/draft-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { plural } from '../../ui/format.ts'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { DraftTaskRow } from './draft-task-row.tsx'
import { addTask, depthsOf, editTask, removeTask } from './edits.ts'

/** A goal as a plan: shown, changed, mended, and only then kept or run. */
export function DraftDialog() {
  const goal = useStore(draftStore, (state) => state.goal)
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={goal !== null} onOpenChange={(isOpen) => isOpen || putDraftAway()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-ink/30" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(820px,92vh)] w-[min(760px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
        >
          {goal !== null && <DraftLoader key={goal} goal={goal} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface Scoped {
  readonly scope: ScopeResponse
  readonly document: PlanDocument
}

function DraftLoader({ goal }: { goal: string }) {
  const { client } = useRpc()
  const scoped = useQuery({
    queryKey: ['draft of', goal],
    queryFn: async ({ signal }): Promise<Scoped> => {
      const scope = await client.seed.scope({ goal }, { signal })
      const { document } = await client.plans.fix({ request: scope.plan, fixes: [] }, { signal })
      return { scope, document }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (scoped.data !== undefined) return <DraftForm goal={goal} scoped={scoped.data} />
  return (
    <>
      <Header goal={goal} />
      <div className="px-6 py-5">
        {scoped.isError ? (
          <FailureNote error={scoped.error} onRetry={() => void scoped.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  )
}

function Header({ goal }: { goal: string }) {
  return (
    <header className="flex items-start justify-between gap-3 border-line border-b py-4 pr-4 pl-6">
      <div className="min-w-0">
        <Dialog.Title className="font-semibold text-lg">Draft of a plan</Dialog.Title>
        <Dialog.Description className="line-clamp-2 break-words text-muted">{goal}</Dialog.Description>
      </div>
      <Dialog.Close render={<IconButton label="Close" icon={X} />} />
    </header>
  )
}

function DraftForm({ goal, scoped: { scope, document: first } }: { goal: string; scoped: Scoped }) {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const start = useStartRun()
  const [history, setHistory] = useState<readonly PlanDocument[]>([first])
  const document = history.at(-1) ?? first
  const change = (next: PlanDocument) => setHistory([...history, next])
  const kept = useRef<{ document: PlanDocument; planId: string } | null>(null)
  const keeping = useMutation({
    mutationFn: async () => {
      // Kept already, where only its start failed.
      if (kept.current?.document === document) return kept.current.planId
      const planId = (await client.plans.publish({ documents: [document] })).planIds[0] ?? ''
      kept.current = { document, planId }
      return planId
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.plans.key() }),
  })
  const isBusy = keeping.isPending || start.isPending
  const keep = () => keeping.mutate(undefined, { onSuccess: putDraftAway })
  const run = () =>
    keeping.mutate(undefined, {
      onSuccess: (planId) => start.mutate({ planId, commandId: newCommandId() }, { onSuccess: putDraftAway }),
    })
  return (
    <>
      <Header goal={goal} />
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto px-6 py-5">
        <p className="text-muted">
          Made by {scope.model ?? 'templates'}. Change what you like: nothing is kept or run yet.
        </p>
        <Notes scope={scope} />
        <DraftTasks document={document} scope={scope} onChange={change} />
        {document.tasks.length > 0 && (
          <PlanMending
            document={document}
            version={`${goal} ${history.length}`}
            title="Before it runs"
            onChange={change}
            onUndo={history.length > 1 ? () => setHistory(history.slice(0, -1)) : null}
          />
        )}
        {keeping.isError && <FailureNote error={keeping.error} />}
        {start.isError && <FailureNote error={start.error} />}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button disabled={isBusy || document.tasks.length === 0} onClick={keep}>
          Keep the plan
        </Button>
        <Button icon={Play} look="primary" disabled={isBusy || document.tasks.length === 0} onClick={run}>
          Run it
        </Button>
      </footer>
    </>
  )
}

/** What a person should know before anything else. */
function Notes({ scope: { open_questions: questions, notes } }: { scope: ScopeResponse }) {
  if (questions.length + notes.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {[...questions, ...notes].map((text) => (
        <li key={text} className="flex gap-2 rounded-md bg-warning-soft px-3 py-2">
          <CircleHelp size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  )
}

interface DraftTasksProps {
  readonly document: PlanDocument
  readonly scope: ScopeResponse
  readonly onChange: (document: PlanDocument) => void
}

function DraftTasks({ document, scope, onChange }: DraftTasksProps) {
  const [added, setAdded] = useState('')
  const { tasks } = document
  const titles = new Map(tasks.map(({ key, title }) => [key, title]))
  const depths = depthsOf(document)
  const hardness = new Map(scope.complexity.map((each) => [each.task_id, each]))
  const add = () => {
    if (added.trim() === '') return
    onChange(addTask(document, added.trim()))
    setAdded('')
  }
  return (
    <section aria-label={plural(tasks.length, 'task')}>
      <h3 className="mb-2 font-medium">{plural(tasks.length, 'task')}</h3>
      {tasks.length > 0 && (
        <ul className="overflow-hidden rounded-lg border border-line">
          {tasks.map((task) => (
            <DraftTaskRow
              key={task.key}
              task={task}
              depth={depths.get(task.key) ?? 0}
              after={task.dependsOn.map((key) => titles.get(key) ?? key)}
              complexity={hardness.get(task.key)}
              onEdit={(edit) => onChange(editTask(document, task.key, edit))}
              onRemove={() => onChange(removeTask(document, task.key))}
            />
          ))}
        </ul>
      )}
      <form
        className="mt-3 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField
            label="One more task"
            value={added}
            onChange={setAdded}
            maxLength={500}
            placeholder="Write a guide for its users"
          />
        </div>
        <Button icon={Plus} type="submit" disabled={added.trim() === ''}>
          Add
        </Button>
      </form>
    </section>
  )
}
