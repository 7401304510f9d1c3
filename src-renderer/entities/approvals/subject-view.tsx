import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Upstream } from '#shared/contract/approvals.ts'
import type { Approval } from '#shared/model/approval.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import type { Json } from '#shared/model/json.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { StatusIcon } from '../../ui/status-badge.tsx'
import { FoldedJson, hasContent } from '../../ui/text/json-view.tsx'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { visible } from '../../ui/visible-characters.ts'
import { FoldedFiles } from '../files/file-text.tsx'
import { Facts } from './fact-rows.tsx'
import { commandLineOf, PermissionView } from './permission.tsx'
import { type MoneySubject, readSubject, type TaskSubject } from './subject.ts'

const { subject: say } = words.inbox

interface SubjectViewProps {
  readonly approval: Approval
  readonly nameOf: (key: string) => string
}

export function SubjectView({ approval, nameOf }: SubjectViewProps) {
  const subject = readSubject(approval)
  switch (subject.type) {
    case 'task':
      return <TaskView task={subject} />
    case 'result':
      return (
        <Box label={say.result}>
          <ReadableText text={subject.text} />
          {artifactsOf(subject).length > 0 && (
            <div className="mt-3">
              <FoldedFiles files={artifactsOf(subject)} />
            </div>
          )}
          {hasContent(subject.data) && (
            <div className="mt-3">
              <FoldedJson label={say.data} value={subject.data} />
            </div>
          )}
        </Box>
      )
    case 'money':
      return <MoneyView money={subject} nameOf={nameOf} />
    case 'permission':
      return <PermissionView subject={subject.value} />
    case 'other':
      return hasContent(subject.value) ? <FoldedJson label={say.other} value={subject.value} /> : null
  }
}

/** Long texts scroll inside the box, so the answers stay in reach. */
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
    <Box label={say.task}>
      <p className="break-words font-medium">{task.title}</p>
      {task.description.trim() !== '' && (
        <div className="mt-1.5">
          <ReadableText text={task.description} />
        </div>
      )}
      {task.command !== null && <StartedView title={say.program} value={task.command} />}
      {task.model !== null && <StartedView title={say.model} value={task.model} />}
      {task.remote !== null && <StartedView title={say.remote} value={task.remote} />}
      {hasContent(task.rest) && <StartedView title={say.rest} value={task.rest} />}
    </Box>
  )
}

/** `branch:run_1/build` is the budget of the group `build`. */
function nameOfAccount(account: string, nameOf: SubjectViewProps['nameOf']): string {
  const [kind = '', rest = ''] = account.split(/:(.*)/s)
  const word = say.accounts[kind] ?? account
  return kind === 'branch' ? say.groupNamed(word, nameOf(rest.slice(rest.indexOf('/') + 1))) : word
}

function MoneyView({ money, nameOf }: Pick<SubjectViewProps, 'nameOf'> & { money: MoneySubject }) {
  const { account, currency, capMinor, settledMinor, reservedMinor, suggestedMinor, isStopped } = money
  const rows: [string, number][] = [
    [say.cap, capMinor],
    [say.spent, settledMinor],
    [say.held, reservedMinor],
    [say.left, capMinor - settledMinor - reservedMinor],
    [say.needed, suggestedMinor],
  ]
  return (
    <div className="rounded-md border border-line bg-sunken p-3">
      <p className="mb-1.5 break-words text-muted">{say.budgetOf(nameOfAccount(account, nameOf))}</p>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        {rows.map(([word, amountMinor], index) => (
          <div key={word} className={clsx('contents', index === rows.length - 1 && 'font-semibold')}>
            <dt>{word}</dt>
            <dd className="tabular text-end">{formatMoney({ amountMinor, currency })}</dd>
          </div>
        ))}
      </dl>
      {isStopped && <p className="mt-1.5 text-muted">{say.stopped}</p>}
    </div>
  )
}

const startedSchema = z.record(z.string(), z.json())
const argvSchema = z.array(z.string())
const wordsSchema = z.union([
  z.array(z.string()).transform((all) => all.join(', ')),
  z.record(z.string(), z.string()).transform((all) =>
    Object.entries(all)
      .map(([name, word]) => `${name}: ${word}`)
      .join('\n'),
  ),
])

/** The command line or configuration that would run the task. A command line is shown as code, other fields by name. */
function StartedView({ title, value }: { title: string; value: Json }) {
  const { argv, ...rest } = startedSchema.safeParse(value).data ?? { value }
  const command = argvSchema.safeParse(argv).data
  const facts = Object.entries(command === undefined && argv !== undefined ? { argv, ...rest } : rest)
  return (
    <section aria-label={title} className="mt-3">
      <h4 className="mb-1 text-muted">{title}</h4>
      {command !== undefined && (
        <MonoBox text={visible(commandLineOf(command))} copyLabel={say.copyCommand} isWrapped />
      )}
      <Facts
        rows={facts.map(([name, fact]) => [say.started[name] ?? name, visible(describeFact(fact))])}
        className="mt-2 [&_dd]:font-mono [&_dd]:text-sm [&_dd]:leading-5"
      />
    </section>
  )
}

function describeFact(fact: Json): string {
  if (fact === null) return say.notNamed
  if (Array.isArray(fact) && fact.length === 0) return say.nothing
  if (typeof fact === 'string') return fact
  return wordsSchema.safeParse(fact).data ?? JSON.stringify(fact, null, 2)
}

/** The question, safe to display. */
export function QuestionText({ approval: { kind, question } }: { approval: Approval }) {
  // A permission question is the agent's own text, so it is not formatted like text of the app.
  return kind === 'permission' ? (
    <p className="whitespace-pre-wrap break-words">{visible(question)}</p>
  ) : (
    <ReadableText text={question} />
  )
}

/** Earlier results that this task builds on, collapsed so that the answers stay near. */
export function UpstreamView({ runId, upstream }: { runId: string; upstream: readonly Upstream[] }) {
  const { card } = words.inbox
  if (upstream.length === 0) return null
  return (
    <section aria-label={card.upstream}>
      <h4 className="mb-1 text-muted">{card.upstream}</h4>
      <ul className="flex flex-col gap-1">
        {upstream.map((each) => (
          <li key={each.taskKey}>
            <details className="rounded-md border border-line bg-sunken">
              <summary className="break-words rounded-md px-3 py-1.5 hover:bg-hover">
                <span className="inline-flex items-center gap-1.5 align-middle">
                  <StatusIcon status={statusOf(each)} />
                  <span className="min-w-0 break-words">{each.title}</span>
                </span>
              </summary>
              <div className="border-line border-t px-3 py-2">
                {each.text === '' ? (
                  <p className="text-muted">{card.noText}</p>
                ) : (
                  <ReadableText text={each.text} />
                )}
                {each.isCut && <p className="mt-1 text-muted text-sm">{card.cut}</p>}
                <Link
                  to="/runs/$runId"
                  params={{ runId }}
                  search={{ task: each.taskKey, panel: 'result' }}
                  className="mt-1 inline-block text-accent text-sm hover:underline"
                >
                  {card.openTask}
                </Link>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

const statusOf = ({ status }: Upstream) =>
  status === 'done' || status === 'failed' || status === 'skipped' || status === 'cancelled'
    ? status
    : 'waiting'
