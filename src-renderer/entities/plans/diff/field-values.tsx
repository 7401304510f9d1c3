import { formatMoney, moneySchema } from '#shared/model/money.ts'
import { joinSchema } from '#shared/model/task.ts'
import { DiffText } from '../../../ui/text/diff-text.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { formatMinute } from '../../../ui/text/format.ts'
import { diffOf } from '../../../ui/text/line-diff.ts'
import { locale, words } from '../../../words/words.ts'
import type { FieldDifference } from './diff-plans.ts'

const names: Readonly<Record<string, string>> = words.versions.fields

const nameOfField = (field: string): string => names[field] ?? field

/** One field, as it was and as it is: short values side by side, long ones line by line. */
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

/** `maxAttempts` as `max attempts`; the unit of a time stands with its value. */
const nameInWords = (name: string): string =>
  names[name]?.toLowerCase() ??
  name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
