import type { Database } from 'better-sqlite3'
import type { LedgerFilter } from '#shared/contract/ledger.ts'
import { addMinor, type Money } from '#shared/model/money.ts'
import { dayMs, dayPartMs } from '../../base/days.ts'
import { readJson } from '../db/json-column.ts'
import { saturated, sumOfAmounts } from './amount-sums.ts'
import { boundOf, preparedOnce } from './ledger.ts'

/** A settled payment with its payee and purpose; fields are null if unknown. */
export interface Settlement extends Money {
  readonly at: number
  readonly runId: string
  readonly projectId: string | null
  readonly agentId: string | null
  readonly model: string | null
}

interface Sum extends Money {
  readonly count: number
}
export interface SumOfRun extends Sum {
  readonly runId: string
  readonly runTitle: string
}
/** The spending of an agent on a model on one UTC day, within the requested period. */
export interface SumOfDay extends Sum {
  /** Start of the day, in milliseconds since 1970. */
  readonly day: number
  readonly agentId: string | null
  readonly model: string | null
  /** Spending before an instant, which must be at the start of a part of a day. */
  readonly sumBefore: (at: number) => Spent
}
type Spent = Pick<Sum, 'amountMinor' | 'count'>

interface Row extends Sum {
  readonly day: number
  readonly agentId: string | null
  readonly model: string | null
  readonly quarters: string
}

/** Start and end (exclusive), each at the start of a part of a day. */
export interface Span {
  readonly start: number
  readonly end: number
}
export type SpendingFilter = Omit<LedgerFilter, 'kind' | 'start' | 'end'>

const everyRun = "account >= 'run:' AND account < 'run;'"
const everyProject = "account >= 'project:' AND account < 'project;'"
const ofRunOfProject = `account = 'run:' || :runId
  AND EXISTS (SELECT 1 FROM runs WHERE id = :runId AND project_id = :projectId)`

/** Sums of settled payments, updated with each payment: by run, and by project or no project. */
export function createSpendingStore(db: Database) {
  // JavaScript numbers are bound as REAL, which JSON would write as 23.0; hence the cast.
  const add = db.prepare<Record<string, string | number>>(
    `INSERT INTO spending (account, currency, day, agent_id, model, amount_minor, count, quarters)
     VALUES (:account, :currency, :day, :agentId, :model, :amountMinor, 1,
       json_object(:quarter, json_array(cast(:amountMinor AS INTEGER), 1)))
     ON CONFLICT DO UPDATE SET amount_minor = ${saturated('amount_minor + excluded.amount_minor')}, count = count + 1,
       quarters = json_set(quarters, '$."' || :quarter || '"', json_array(
         ${saturated(`coalesce(quarters ->> ('$."' || :quarter || '"[0]'), 0) + excluded.amount_minor`)},
         coalesce(quarters ->> ('$."' || :quarter || '"[1]'), 0) + 1))`,
  )
  const days = preparedOnce<Row>(db)
  const runs = preparedOnce<SumOfRun>(db)

  return {
    add({ at, runId, projectId, agentId, model, currency, amountMinor }: Settlement): void {
      const day = at - (at % dayMs)
      const quarter = String(Math.floor((at - day) / dayPartMs))
      const about = { currency, day, quarter, agentId: agentId ?? '', model: model ?? '', amountMinor }
      add.run({ account: `run:${runId}`, ...about })
      add.run({ account: `project:${projectId ?? ''}`, ...about })
    },
    /** Unordered. */
    listDays(filter: SpendingFilter, span: Span): SumOfDay[] {
      const rows = days(
        `SELECT day, nullif(agent_id, '') AS agentId, nullif(model, '') AS model, currency,
           amount_minor AS amountMinor, count, quarters
         FROM spending WHERE ${whereOf(filter, everyProject, "account = 'project:' || :projectId")}
           AND day > :start - ${dayMs} AND day < :end`,
      ).all({ ...boundOf(filter), ...span })
      return rows.map((row) => cut(row, span)).filter(({ count }) => count > 0)
    },
    /** The most expensive first. */
    listRuns(filter: SpendingFilter, { start, end }: Span): SumOfRun[] {
      const ofProject = "account IN (SELECT 'run:' || id FROM runs WHERE project_id = :projectId)"
      const where = whereOf(filter, everyRun, ofProject)
      const [firstWhole, lastWhole] = [start + ((dayMs - (start % dayMs)) % dayMs), end - (end % dayMs)]
      return runs(
        `SELECT id AS runId, title AS runTitle, currency, amountMinor, count FROM (
           SELECT account, currency, ${sumOfAmounts} AS amountMinor, sum(count) AS count FROM (
             SELECT account, currency, amount_minor, count FROM spending
               WHERE ${where} AND day >= :firstWhole AND day < :lastWhole
             UNION ALL
             SELECT account, currency, part.value ->> 0, part.value ->> 1 FROM spending, json_each(quarters) AS part
               WHERE ${where} AND (day > :start - ${dayMs} AND day < :firstWhole OR day >= :lastWhole AND day < :end)
                 AND day + part.key * ${dayPartMs} >= :start AND day + part.key * ${dayPartMs} < :end)
           GROUP BY account, currency)
         JOIN runs ON id = substr(account, 5) ORDER BY amountMinor DESC, runId`,
      ).all({ ...boundOf(filter), start, end, firstWhole, lastWhole })
    },
  }
}

function whereOf(
  { runId, projectId, agentId, model }: SpendingFilter,
  all: string,
  ofProject: string,
): string {
  const ofRun = projectId === undefined ? "account = 'run:' || :runId" : ofRunOfProject
  return [
    runId !== undefined ? ofRun : projectId !== undefined ? ofProject : all,
    ...(agentId === undefined ? [] : ['agent_id = :agentId']),
    ...(model === undefined ? [] : ['model = :model']),
  ].join(' AND ')
}

/** Limits a row to the span, which may contain only part of the first and last day. */
function cut({ quarters, ...row }: Row, { start, end }: Span): SumOfDay {
  const { day } = row
  const sumOf = (from: number, to: number) =>
    sumQuarters(quarters, (from - day) / dayPartMs, (to - day) / dayPartMs)
  const [from, to] = [Math.max(start, day), Math.min(end, day + dayMs)]
  const isWhole = to - from === dayMs
  return { ...row, ...(!isWhole && sumOf(from, to)), sumBefore: (at) => sumOf(from, Math.min(at, to)) }
}

function sumQuarters(quarters: string, from: number, to: number): Spent {
  let [amountMinor, count] = [0, 0]
  const sums = readJson<Record<string, readonly [amountMinor: number, count: number]>>(quarters)
  for (const at in sums) {
    const sum = sums[at]
    if (sum === undefined || Number(at) < from || Number(at) >= to) continue
    amountMinor = addMinor(amountMinor, sum[0])
    count += sum[1]
  }
  return { amountMinor, count }
}
