import type { ImportWarning } from '#shared/model/plan.ts'
import { words } from '#shared/words/words.ts'

export const warningText = words.importWarnings

const maxPerCode = 500
const examples = 5

/** A warning that is listed once for all records that it concerns. */
export interface Finding {
  readonly code: string
  /** Distinguishes findings with the same code, for example by the unknown value. */
  readonly about?: string
  /** Key of the record; `where` is its position in the file. */
  readonly key: string
  readonly where: string
  /** The message; `who` is "task a" or "3 tasks (a, b, c)". */
  readonly describe: (who: string) => string
}

export interface Warnings {
  add(code: string, where: string, message: string): void
  /** Adds one warning for all records with the same code and `about`. */
  sum(finding: Finding): void
}

export interface WarningList {
  /** Warnings about one part of the file. `whole` is the place of a warning about several records. */
  about(whole: string): Warnings
  /** In the order of the file, at most 500 per code. A final warning per code gives the number of omitted warnings. */
  list(): ImportWarning[]
}

/** Collects the warnings of a file. */
export function createWarnings(): WarningList {
  const found: (() => ImportWarning)[] = []
  const counts = new Map<string, number>()
  const put = (code: string, make: () => ImportWarning) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    if (count <= maxPerCode) found.push(make)
  }
  return {
    about(whole) {
      const sums = new Map<string, Sum>()
      return {
        add: (code, where, message) => put(code, () => ({ code, where, message })),
        sum(finding) {
          const name = `${finding.code} ${finding.about ?? ''}`
          const sum = sums.get(name) ?? { keys: [], count: 0 }
          if (sum.count === 0) put(finding.code, () => warningOf(finding, sum, whole))
          sums.set(name, sum)
          sum.count += 1
          if (sum.keys.length < examples) sum.keys.push(finding.key)
        },
      }
    },
    list() {
      const floods = [...counts].filter(([, count]) => count > maxPerCode)
      const rests = floods.map(([code, count]) => ({
        code,
        where: 'file',
        message: warningText.more((count - maxPerCode).toLocaleString('en')),
      }))
      return [...found.map((make) => make()), ...rests]
    },
  }
}

interface Sum {
  /** Keys of the first records, as examples. */
  readonly keys: string[]
  count: number
}

function warningOf({ code, where, describe }: Finding, { keys, count }: Sum, whole: string): ImportWarning {
  if (count === 1) return { code, where, message: describe(warningText.tasks.one(keys[0] ?? '')) }
  const names = count > keys.length ? `${keys.join(', ')}, …` : keys.join(', ')
  return { code, where: whole, message: describe(warningText.tasks.many(count, names)) }
}

/** Warns about fields of a record that a plan cannot hold. */
export function noteNotKept(
  names: Iterable<string>,
  { key, where }: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  for (const name of names) {
    const describe = (who: string) => warningText.fieldNotKept(quote(name), who)
    warnings.sum({ code: 'field_not_kept', about: name, key, where, describe })
  }
}

/** A text from a file for a message: quoted, in one line, at most 60 characters. */
export const quote = (text: string): string => quoteUpTo(text, 60)

export function quoteUpTo(text: string, most: number): string {
  const line = text.slice(0, most * 4).replaceAll(/[\s\p{C}]+/gu, ' ')
  const characters = [...line]
  return `"${characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`}"`
}

/** The kind of a JSON value, for a message. */
export function nameKind(value: unknown): string {
  const { kinds } = warningText
  if (value === null) return kinds.null
  if (Array.isArray(value)) return kinds.list
  const kind = typeof value
  return kind === 'object' || kind === 'string' || kind === 'number' || kind === 'boolean'
    ? kinds[kind]
    : kinds.other
}

/** Adds the path of a file to the place of each warning; used when several files are imported. */
export function warningsAt(warnings: Warnings, path: string | null): Warnings {
  if (path === null) return warnings
  return {
    add: (code, where, message) => warnings.add(code, `${path}, ${where}`, message),
    sum: (finding) => warnings.sum({ ...finding, where: `${path}, ${finding.where}` }),
  }
}

/** Warns of the files of a folder that are not imported. */
export function noteOtherFiles(
  files: readonly { path: string }[],
  why: keyof typeof warningText.filesLeftOut,
  warnings: Warnings,
): void {
  if (files.length === 0) return
  const names = files.slice(0, examples).map(({ path }) => quote(path))
  const list = files.length > examples ? `${names.join(', ')}, …` : names.join(', ')
  warnings.add('file_left_out', 'folder', warningText.filesLeftOut[why](list, files.length))
}

/** A status of another tool that a plan cannot have, and its effect on a run. */
export interface LostStatus {
  readonly code: string
  /** Name of the status in messages. */
  readonly name: string
  /** Null: plans support this status. */
  readonly effect: keyof typeof warningText.statusEffects | null
}

export const lostStatuses = {
  done: { code: 'done_in_source', name: warningText.statuses.done, effect: null },
  cancelled: { code: 'cancelled_in_source', name: warningText.statuses.cancelled, effect: 'runs' },
  deferred: { code: 'deferred_in_source', name: warningText.statuses.deferred, effect: 'runs' },
  optional: { code: 'optional_in_source', name: warningText.statuses.optional, effect: 'runs' },
  started: { code: 'started_in_source', name: warningText.statuses.started, effect: 'restarts' },
  inReview: { code: 'started_in_source', name: warningText.statuses.inReview, effect: 'restarts' },
  blocked: { code: 'blocked_in_source', name: warningText.statuses.blocked, effect: 'dependencies' },
} satisfies Record<string, LostStatus>

/** Warns of the effect of a status, once for all tasks that have it. */
export function noteLostStatus(
  { code, name, effect }: LostStatus,
  task: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  const describe = (who: string) =>
    effect === null
      ? warningText.statusKept(who, name)
      : warningText.statusLost(who, name, warningText.statusEffects[effect])
  warnings.sum({ code, about: name, ...task, describe })
}
