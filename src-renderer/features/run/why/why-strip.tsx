import { ChevronDown, ChevronUp } from 'lucide-react'
import type { Action, Explanation, RootCause } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { Button, TextButton } from '../../../ui/controls/button.tsx'
import { Strip } from '../strips/strip.tsx'
import { type StuckKind, type StuckTasks, stuckLooks } from '../strips/stuck-tasks.ts'
import { useSelectTask } from '../task/task-link.tsx'
import { ActionButton } from './action-button.tsx'

interface WhyStripProps {
  readonly run: RunView
  readonly why: Explanation
  readonly stuck: StuckTasks
  /** True: all causes and actions are shown. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

const says = words.run.why

/** Main cause that blocks a run, with the most effective action. The others can be expanded. */
export function WhyStrip({ run, why, stuck, isOpen, onOpen }: WhyStripProps) {
  const { roots, actions, isStuck } = why
  const kinds = kindsOfCause(why, stuck)
  const [kind = null] = kinds
  const [first] = actions
  const [root] = roots
  const isAboutMore = kind === null && (root?.count ?? 0) > 1
  const hasMore = isOpen || isAboutMore || roots.length > 1 || actions.length > 1
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <Strip
      label={labelOf(kind, isStuck)}
      status={kind === null ? (isStuck ? 'blocked' : 'waiting') : stuckLooks[kind].status}
      title={titleOf(why, kind, stuck)}
      tasks={kinds.flatMap((each) => stuck[each])}
      actions={
        <>
          {!isOpen && first !== undefined && <ActionButton action={first} run={run} isFirst />}
          {hasMore && (
            <Button look="ghost" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
              {isOpen ? says.less : says.more}
              <Chevron size={14} aria-hidden />
            </Button>
          )}
        </>
      }
      {...(isOpen && { details: <AllCauses {...{ why, run }} /> })}
    >
      {sentenceOf(why, kind)}
    </Strip>
  )
}

const labelOf = (kind: StuckKind | null, isStuck: boolean): string =>
  kind === 'waiting' ? stuckLooks.waiting.label : isStuck ? says.title : says.waits

function titleOf({ isStuck, running }: Explanation, kind: StuckKind | null, stuck: StuckTasks): string {
  if (kind === null) return isStuck || running === 0 ? says.nothingRuns : says.waits
  const title = stuckLooks[kind].title(stuck[kind].length)
  return kind === 'waiting' ? title : words.run.strips.nothingRuns(title)
}

/** The approval shows its own question, so the cause is omitted. */
function sentenceOf({ roots, actions, headline, isStuck }: Explanation, kind: StuckKind | null): string {
  const [root] = roots
  if (root === undefined || !isStuck) return headline
  const cause = root.kind === 'gate' && kind === 'waiting' ? '' : root.sentence
  return `${cause} ${describeAction(actions[0])}`.trim()
}

/** All causes that block tasks of a run, and all possible actions, each with a button. */
function AllCauses({ why: { roots, otherRoots, actions }, run }: { why: Explanation; run: RunView }) {
  if (roots.length === 0) return <p className="py-3 text-muted sm:ps-7">{says.nothing}</p>
  return (
    <div className="grid gap-x-8 gap-y-4 py-3 sm:ps-7 lg:grid-cols-2">
      <div className="min-w-0">
        <h2 className="mb-1 font-medium text-faint text-sm">{says.actions}</h2>
        {actions.length === 0 && <p className="text-muted">{says.waitOnly}</p>}
        <ol className="flex flex-col">
          {actions.map((action, at) => (
            <ActionRow key={`${action.rootId} ${action.kind}`} {...{ action, run }} isFirst={at === 0} />
          ))}
        </ol>
      </div>
      <div className="min-w-0">
        <h2 className="mb-1 font-medium text-faint text-sm">{says.causes}</h2>
        <ul className="flex flex-col">
          {roots.map((root) => (
            <Cause key={root.id} root={root} />
          ))}
          {otherRoots > 0 && <li className="py-1 text-muted">{says.others(otherRoots)}</li>}
        </ul>
      </div>
    </div>
  )
}

function ActionRow({ action, run, isFirst }: { action: Action; run: RunView; isFirst: boolean }) {
  const { sentence } = action
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2 last:border-b-0">
      <div className="min-w-48 flex-1 break-words">{sentence}</div>
      <ActionButton action={action} run={run} isFirst={isFirst} />
    </li>
  )
}

const namedAtOnce = 3

function Cause({ root: { sentence, count, taskKeys } }: { root: RootCause }) {
  return (
    <li className="flex items-start gap-3 border-line border-b py-2 last:border-b-0">
      <span className="tabular w-14 shrink-0 text-end text-muted">{says.count(count)}</span>
      <span className="min-w-0 flex-1 break-words">
        {sentence}
        <span className="flex flex-wrap gap-x-3">
          {taskKeys.slice(0, namedAtOnce).map((key) => (
            <TaskName key={key} taskKey={key} />
          ))}
        </span>
      </span>
    </li>
  )
}

function TaskName({ taskKey }: { taskKey: string }) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  return (
    <TextButton onClick={() => select(taskKey)} className="max-w-64 truncate">
      {task?.title ?? taskKey}
    </TextButton>
  )
}

/** Kinds of stuck tasks that the first cause explains; the first kind sets the title. Empty for other causes. */
export function kindsOfCause({ isStuck, roots }: Explanation, stuck: StuckTasks): readonly StuckKind[] {
  const [root] = roots
  const kinds = isStuck && root !== undefined ? (kindsOfRoot[root.kind] ?? []) : []
  return kinds.filter((kind) => stuck[kind].length > 0)
}

const kindsOfRoot: Readonly<Partial<Record<RootCause['kind'], readonly StuckKind[]>>> = {
  gate: ['waiting'],
  no_agent: ['unassigned'],
  money: ['waiting', 'held'],
  price: ['held'],
  reported: ['held'],
}

/** The part of an action that its button does not express. */
export function describeAction(action: Action | undefined): string {
  if (action === undefined || action.kind === 'resume_run') return ''
  return action.kind === 'answer_gate' && action.amountMinor === null ? '' : action.sentence
}
