import { clsx } from 'clsx'
import { useMemo } from 'react'
import { moneySchema } from '#shared/model/money.ts'
import { joinSchema } from '#shared/model/task-definition.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { locale, words } from '#shared/words/words.ts'
import { ChangeMark } from '../../../graph/nodes/node-bodies.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { VirtualList } from '../../../ui/lists/virtual-list.tsx'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { formatMinute } from '../../../ui/text/format.ts'
import { diffOf } from '../../../ui/text/line-diff.ts'
import {
  type FieldDifference,
  keyOfDifference,
  type PlanDifference,
  type TaskDifference,
} from './diff-plans.ts'
import { settingId, taskId } from './take-differences.ts'

interface DifferenceListProps {
  readonly difference: PlanDifference
  /** Titles of the tasks of both plans, by key. */
  readonly titles: ReadonlyMap<string, string>
  /** Selected differences; each row has a checkbox. Absent if differences cannot be selected. */
  readonly taking?: {
    readonly taken: ReadonlySet<string>
    readonly onTake: (id: string, isTaken: boolean) => void
  }
}

type Line =
  | { readonly id: string; readonly setting: PlanDifference['settings'][number] }
  | { readonly id: string; readonly task: TaskDifference }

/** Virtualized list of all differences. */
export function DifferenceList({ difference, titles, taking }: DifferenceListProps) {
  const lines = useMemo(
    (): Line[] => [
      ...difference.settings.map((setting) => ({ id: settingId(setting.field), setting })),
      ...difference.tasks.map((task) => ({ id: taskId(task), task })),
    ],
    [difference],
  )
  return (
    <VirtualList label={words.versions.difference} rows={lines} rowKey={({ id }) => id} estimate={72}>
      {(line) => (
        <div
          className={clsx(
            'flex items-start gap-3 border-line px-4 py-3',
            line !== lines.at(-1) && 'border-b',
          )}
        >
          {taking !== undefined && (
            <CheckBox
              label={words.versions.take(nameOf(line))}
              isChecked={taking.taken.has(line.id)}
              onChange={(isTaken) => taking.onTake(line.id, isTaken)}
              className="-ms-1 -me-1 -mt-0.5"
            />
          )}
          <div className="min-w-0 flex-1">
            {'setting' in line ? (
              <dl>
                <FieldValues {...line.setting} />
              </dl>
            ) : (
              <TaskChange task={line.task} titles={titles} />
            )}
          </div>
        </div>
      )}
    </VirtualList>
  )
}

const nameOf = (line: Line): string => ('setting' in line ? line.setting.field : titleOf(line.task))

function titleOf(difference: TaskDifference): string {
  const task = difference.kind === 'removed' ? difference.before : difference.after
  return task.title.trim() === '' ? task.key : task.title
}

function TaskChange({ task, titles }: { task: TaskDifference; titles: ReadonlyMap<string, string> }) {
  const name = (key: string) => titles.get(key) ?? key
  return (
    <>
      <h3 className="flex min-w-0 flex-wrap items-center gap-x-3">
        <span className="text-sm">
          <ChangeMark change={task.kind} />
        </span>
        <span className="min-w-0 break-words font-medium">{titleOf(task)}</span>
        <span className="truncate font-mono text-faint text-xs">{keyOfDifference(task)}</span>
      </h3>
      {task.kind === 'changed' ? (
        <dl className="mt-2 flex flex-col gap-2">
          {task.fields.map((field) => (
            <FieldValues key={field.field} {...field} />
          ))}
          <Links
            title={words.versions.waitsFor}
            names={task.waitsFor.map(name)}
            look="bg-done-soft text-done"
          />
          <Links
            title={words.versions.waitsNoLonger}
            names={task.waitsNoLonger.map(name)}
            look="bg-failed-soft text-failed"
          />
        </dl>
      ) : (
        <p className="mt-1 line-clamp-3 break-words text-muted">
          {(task.kind === 'added' ? task.after : task.before).description}
        </p>
      )}
    </>
  )
}

function Links({ title, names, look }: { title: string; names: readonly string[]; look: string }) {
  if (names.length === 0) return null
  return (
    <div>
      <dt className="text-muted text-sm">{title}</dt>
      <dd className="mt-0.5 flex flex-wrap gap-1.5">
        {names.map((name) => (
          <span key={name} className={`min-w-0 break-words rounded-sm px-1 ${look}`}>
            {name}
          </span>
        ))}
      </dd>
    </div>
  )
}

const names: Readonly<Record<string, string>> = words.versions.fields

const nameOfField = (field: string): string => names[field] ?? field

/** Values of a field before and after: short values side by side, long ones as a line diff. */
export function FieldValues({ field, before, after }: FieldDifference) {
  const [was, is] = [textOf(field, before), textOf(field, after)]
  const isLong = Math.max(was.length, is.length) > 80 || `${was}${is}`.includes('\n')
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{nameOfField(field)}</dt>
      <dd className="mt-0.5 min-w-0">
        {isLong ? (
          <DiffText label={nameOfField(field)} blocks={diffOf(was || null, is || null)} />
        ) : (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <del className="break-words rounded-sm bg-failed-soft px-1 text-failed">
              <span className="sr-only">{words.versions.before}: </span>
              {was === '' ? words.versions.nothing : was}
            </del>
            <span aria-hidden className="text-faint">
              {words.versions.arrow}
            </span>
            <ins className="break-words rounded-sm bg-done-soft px-1 text-done no-underline">
              <span className="sr-only">{words.versions.after}: </span>
              {is === '' ? words.versions.nothing : is}
            </ins>
          </span>
        )}
      </dd>
    </div>
  )
}

function textOf(field: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return field === 'join' ? nameOfJoin(value) : value
  if (typeof value === 'boolean') return value ? words.versions.yes : words.versions.no
  if (typeof value === 'number') {
    if (field.endsWith('At')) return formatMinute(value)
    return field.endsWith('Ms') ? writeDuration(value) : value.toLocaleString(locale)
  }
  if (Array.isArray(value)) {
    const items = value.map((each) => textOf(field, each))
    return items.join(items.some((each) => each.includes('\n')) ? '\n\n' : ', ')
  }
  const money = moneySchema.safeParse(value)
  if (money.success) return formatMoney(money.data)
  return Object.entries(value)
    .flatMap(([name, inside]) => {
      const said = textOf(name, inside)
      return said === '' ? [] : [`${nameInWords(name)}: ${said}`]
    })
    .join('\n')
}

function nameOfJoin(value: string): string {
  const join = joinSchema.safeParse(value)
  return join.success ? words.designer.run.joins[join.data] : value
}

/** `maxAttempts` becomes `max attempts`. The `Ms` suffix is dropped, since the value shows the unit. */
const nameInWords = (name: string): string =>
  names[name]?.toLowerCase() ??
  name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
