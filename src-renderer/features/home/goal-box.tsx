import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ListTree, Sparkles } from 'lucide-react'
import { type SyntheticEvent, useCallback, useDeferredValue, useRef, useState } from 'react'
import { defaultLimits, type GoalLimits } from '#shared/model/decisions/decision.ts'
import { words } from '#shared/words/words.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { usePendingAction } from '../../stores/pending-action.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea, TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { type LimitFaults, type LimitField, type LimitsDraft, noLimits, readLimits } from './goal-limits.ts'

const usualCurrency = 'EUR'

const longest = 10_000

/** Form that starts a run from a goal. The goal is scoped, planned and worked on step by step. */
export function GoalBox() {
  const [goal, setGoal] = useState('')
  const start = useStartGoal()
  const field = useRef<HTMLTextAreaElement>(null)
  usePendingAction(
    'describeGoal',
    useCallback(() => field.current?.focus(), []),
  )
  const navigate = useNavigate()
  const { home: say } = words
  const [draft, setDraft] = useState(noLimits)
  const { limits, faults } = readLimits(draft, usualCurrency)
  const isEmpty = goal.trim() === ''
  const canStart = !isEmpty && !start.isPending && Object.keys(faults).length === 0
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (canStart)
      start.mutate({
        goal: goal.trim(),
        ...(Object.keys(limits).length > 0 && { limits }),
      })
  }
  return (
    <form onSubmit={submit} className="rounded-lg border border-line bg-surface p-4">
      <TextArea
        label={say.goal}
        ref={field}
        value={goal}
        onChange={setGoal}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
        }}
        rows={2}
        maxLength={longest}
        placeholder={say.goalExample}
      />
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-[16ch] flex-1 text-muted text-sm">{say.goalAbout}</p>
        <div className="flex gap-2">
          <Button
            icon={ListTree}
            disabled={isEmpty || start.isPending}
            onClick={() =>
              void navigate({
                to: '/plans/$planId',
                params: { planId: 'new' },
                search: { goal: goal.trim() },
              })
            }
          >
            {say.planFirst}
          </Button>
          <Button icon={Sparkles} type="submit" look="primary" disabled={!canStart}>
            {start.isPending ? say.starting : say.start}
          </Button>
        </div>
      </div>
      <GoalLimitsFields draft={draft} faults={faults} onChange={setDraft} />
      {/* Below the buttons, so that an appearing list does not move a button under the pointer. */}
      <Expectations goal={goal.trim()} />
      <FailureNote error={start.error} className="mt-3" />
    </form>
  )
}

/** Minimum length for a preview. Shorter texts are too vague. */
const shortest = 8

/** Preview of a goal before the start: possible and impossible parts. */
function Expectations({ goal }: { goal: string }) {
  const { orpc } = useRpc()
  const shown = useDeferredValue(goal)
  const query = orpc.goals.preview.queryOptions({ input: { goal: shown } })
  const preview = useQuery({ ...query, enabled: shown.length >= shortest, staleTime: 60_000 })
  if (preview.data === undefined || preview.data.expectations.length === 0) return null
  return (
    <ul aria-label={words.home.expectations} className="mt-2 flex flex-col gap-1 text-muted text-sm">
      {preview.data.expectations.map((text) => (
        <li key={text} className="break-words">
          {text}
        </li>
      ))}
    </ul>
  )
}

const { limits: limitWords } = words.home

interface GoalLimitsFieldsProps {
  readonly draft: LimitsDraft
  readonly faults: LimitFaults
  readonly onChange: (draft: LimitsDraft) => void
}

/** Collapsible limits of a goal. Collapsed by default, because most goals stay far below the default limits. */
function GoalLimitsFields({ draft, faults, onChange }: GoalLimitsFieldsProps) {
  const [isOpen, setOpen] = useState(false)
  const field = (name: LimitField, placeholder: string) => (
    <TextField
      label={limitWords[name]}
      value={draft[name]}
      fault={faults[name]}
      placeholder={placeholder}
      inputMode={name === 'moneyLeft' ? 'decimal' : 'numeric'}
      maxLength={20}
      onChange={(text) => onChange({ ...draft, [name]: text })}
    />
  )
  return (
    <details
      open={isOpen || Object.keys(faults).length > 0}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="mt-2"
    >
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted text-sm hover:text-ink">
        {limitWords.title}
      </summary>
      <p className="mt-2 text-muted text-sm">{limitWords.about}</p>
      <div className="mt-2 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {field('tasks', String(defaultLimits.tasks))}
        {field('depth', String(defaultLimits.depth))}
        {field('rounds', String(defaultLimits.rounds))}
        {field('moneyLeft', limitWords.none)}
      </div>
    </details>
  )
}

function useStartGoal() {
  const { client } = useRpc()
  const navigate = useNavigate()
  const { id: projectId } = useCurrentProject()
  return useMutation({
    mutationFn: (input: { goal: string; limits?: GoalLimits }) =>
      client.goals.start({ ...input, ...(projectId !== null && { projectId }) }),
    onSuccess: ({ id }) => navigate({ to: '/runs/$runId', params: { runId: id } }),
  })
}
