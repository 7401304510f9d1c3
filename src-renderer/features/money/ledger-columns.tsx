import { Link } from '@tanstack/react-router'
import type { LedgerLine } from '#shared/contract/ledger.ts'
import { formatMoney, type Transaction } from '#shared/model/money.ts'
import { AgentName } from '../../entities/agents/agent-name.tsx'
import type { Column } from '../../ui/lists/data-table.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'

const { columns: titles, kinds } = words.money

const inks: Record<Transaction['kind'], string> = {
  settle: 'font-medium',
  reserve: 'text-muted',
  release: 'text-muted',
  overrun: 'font-medium text-failed',
}

const linkClass = 'text-accent underline-offset-2 hover:underline'

const all: readonly Column<LedgerLine>[] = [
  {
    key: 'when',
    title: titles.when,
    width: '154px',
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatInstant(at)}</time>,
  },
  {
    key: 'kind',
    title: titles.kind,
    width: '90px',
    cell: ({ kind }) => (
      <span title={kinds[kind]} className={inks[kind]}>
        {kinds[kind]}
      </span>
    ),
  },
  {
    key: 'task',
    title: titles.task,
    width: 'minmax(120px, 2fr)',
    cell: ({ runId, taskKey, taskTitle }) => (
      <Link
        to="/runs/$runId"
        params={{ runId }}
        search={{ task: taskKey }}
        title={taskTitle ?? taskKey}
        className={linkClass}
        onClick={(event) => event.stopPropagation()}
      >
        {taskTitle ?? taskKey}
      </Link>
    ),
  },
  {
    key: 'run',
    title: titles.run,
    width: 'minmax(100px, 1.5fr)',
    cell: ({ runTitle }) => <span title={runTitle}>{runTitle}</span>,
  },
  {
    key: 'agent',
    title: titles.agent,
    width: 'minmax(80px, 0.8fr)',
    cell: ({ agentId }) => (agentId === null ? <Known text={null} /> : <AgentName id={agentId} />),
  },
  {
    key: 'model',
    title: titles.model,
    width: 'minmax(80px, 0.8fr)',
    cell: ({ model }) => <Known text={model} />,
  },
  {
    key: 'reason',
    title: titles.reason,
    width: 'minmax(124px, 1.2fr)',
    cell: ({ cause, attempt }) => {
      const said = words.money.sayCause(cause, attempt)
      return <span title={said}>{said}</span>
    },
  },
  {
    key: 'amount',
    title: titles.amount,
    width: '92px',
    align: 'end',
    cell: (line) => <span className={inks[line.kind]}>{formatMoney(line)}</span>,
  },
]

/** Where there is little room, what its task says anyway is left to it. */
export const ledgerColumnsOf = (isNarrow: boolean): readonly Column<LedgerLine>[] =>
  isNarrow ? all.filter(({ key }) => key !== 'run' && key !== 'model') : all

function Known({ text }: { text: string | null }) {
  return text === null ? <span className="text-faint">–</span> : <span title={text}>{text}</span>
}
