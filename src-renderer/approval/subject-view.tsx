import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import { formatMoney } from '#shared/model/money.ts'
import { FoldedFiles } from '../files/folded-files.tsx'
import { FoldedJson, hasContent } from '../ui/json-view.tsx'
import { ReadableText } from '../ui/readable-text.tsx'
import { PermissionView } from './permission-view.tsx'
import { StartedView } from './started-view.tsx'
import { type MoneySubject, readSubject, type TaskSubject } from './subject.ts'

interface SubjectViewProps {
  readonly approval: Approval
  readonly nameOf: (key: string) => string
}

/** What is decided on, as the person must see it to decide. */
export function SubjectView({ approval, nameOf }: SubjectViewProps) {
  const subject = readSubject(approval)
  switch (subject.type) {
    case 'task':
      return <TaskView task={subject} />
    case 'result':
      return (
        <Box label="The result">
          <ReadableText text={subject.text} />
          {artifactsOf(subject).length > 0 && (
            <div className="mt-3">
              <FoldedFiles files={artifactsOf(subject)} />
            </div>
          )}
          {hasContent(subject.data) && (
            <div className="mt-3">
              <FoldedJson label="Data" value={subject.data} />
            </div>
          )}
        </Box>
      )
    case 'money':
      return <MoneyView money={subject} nameOf={nameOf} />
    case 'permission':
      return <PermissionView subject={subject.value} />
    case 'other':
      return hasContent(subject.value) ? <FoldedJson label="Subject" value={subject.value} /> : null
  }
}

/** Long texts scroll inside it: the answers stay in reach. */
function Box({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-md border border-line bg-sunken p-3"
    >
      {children}
    </section>
  )
}

function TaskView({ task }: { task: TaskSubject }) {
  return (
    <Box label="The task">
      <p className="break-words font-medium">{task.title}</p>
      {task.description.trim() !== '' && (
        <div className="mt-1.5">
          <ReadableText text={task.description} />
        </div>
      )}
      {task.command !== null && <StartedView title="Starts a program" value={task.command} />}
      {task.model !== null && <StartedView title="Is done by a model" value={task.model} />}
      {task.remote !== null && (
        <StartedView title="Sends the task, with what it builds on, to a remote agent" value={task.remote} />
      )}
      {hasContent(task.rest) && <StartedView title="All else that is decided on" value={task.rest} />}
    </Box>
  )
}

const accountWords: Record<string, string> = { project: 'the project', run: 'this run', branch: 'the group' }

/** `branch:run_1/build` is the budget of the group `build`. */
function nameOfAccount(account: string, nameOf: SubjectViewProps['nameOf']): string {
  const [kind = '', rest = ''] = account.split(/:(.*)/s)
  const word = accountWords[kind] ?? account
  return kind === 'branch' ? `${word} “${nameOf(rest.slice(rest.indexOf('/') + 1))}”` : word
}

function MoneyView({ money, nameOf }: Pick<SubjectViewProps, 'nameOf'> & { money: MoneySubject }) {
  const { account, currency, capMinor, settledMinor, reservedMinor, suggestedMinor, isStopped } = money
  const rows: [string, number][] = [
    ['Cap', capMinor],
    ['Spent', settledMinor],
    ['Held for what runs', reservedMinor],
    ['Left', capMinor - settledMinor - reservedMinor],
    ['Needed on top, at least', suggestedMinor],
  ]
  return (
    <div className="rounded-md border border-line bg-sunken p-3">
      <p className="mb-1.5 break-words text-muted">Budget of {nameOfAccount(account, nameOf)}</p>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        {rows.map(([word, amountMinor], index) => (
          <div key={word} className={clsx('contents', index === rows.length - 1 && 'font-semibold')}>
            <dt>{word}</dt>
            <dd className="tabular text-right">{formatMoney({ amountMinor, currency })}</dd>
          </div>
        ))}
      </dl>
      {isStopped && <p className="mt-1.5 text-muted">It was at work, and was stopped when this was spent.</p>}
    </div>
  )
}
