import type { ImportWarning } from '#shared/model/plan.ts'

const maxPerCode = 500
const examples = 5

/** A finding that is told once for all the records that have it. */
export interface Finding {
  readonly code: string
  /** Tells findings of one code apart, such as the unknown word. */
  readonly about?: string
  /** The record: its key and the place it was found in. */
  readonly key: string
  readonly where: string
  /** `who` reads "task 3" or "tasks 3, 4 and 5". */
  readonly say: (who: string) => string
}

export interface Warnings {
  add(code: string, where: string, message: string): void
  /** One warning for all records with the same code and `about`. */
  sum(finding: Finding): void
}

export interface WarningList {
  /** Warnings about one part of the file; `whole` is the place of what concerns all of it. */
  about(whole: string): Warnings
  /** In the order in which they were found. A flood of one code is cut, and its rest counted. */
  list(): ImportWarning[]
}

/** Collects the warnings of a file. */
export function createWarnings(): WarningList {
  const found: (() => ImportWarning)[] = []
  const counts = new Map<string, number>()
  const put = (code: string, say: () => ImportWarning) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    if (count <= maxPerCode) found.push(say)
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
        message: `And ${(count - maxPerCode).toLocaleString('en')} more of these.`,
      }))
      return [...found.map((say) => say()), ...rests]
    },
  }
}

interface Sum {
  /** Of the first few records. */
  readonly keys: string[]
  count: number
}

function warningOf({ code, where, say }: Finding, { keys, count }: Sum, whole: string): ImportWarning {
  if (count === 1) return { code, where, message: say(`task ${keys[0] ?? ''}`) }
  const names = count > keys.length ? `${keys.join(', ')}, …` : keys.join(', ')
  return { code, where: whole, message: say(`${count} tasks (${names})`) }
}

/** Says which fields of a record have no place in a plan. */
export function noteNotKept(
  names: Iterable<string>,
  { key, where }: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  for (const name of names) {
    const say = (who: string) => `The field ${quote(name)} of ${who} has no place in a plan; it was left out.`
    warnings.sum({ code: 'field_not_kept', about: name, key, where, say })
  }
}

/** What a stranger wrote, fit for a message: one line, of a bounded length. */
export const quote = (text: string): string => quoteUpTo(text, 60)

export function quoteUpTo(text: string, most: number): string {
  const line = text.slice(0, most * 4).replaceAll(/[\s\p{C}]+/gu, ' ')
  const characters = [...line]
  return `"${characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`}"`
}

/** What kind of JSON value it is, in words. */
export function nameKind(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** The same warnings of one file among several: its path stands before each place. */
export function warningsAt(warnings: Warnings, path: string | null): Warnings {
  if (path === null) return warnings
  return {
    add: (code, where, message) => warnings.add(code, `${path}, ${where}`, message),
    sum: (finding) => warnings.sum({ ...finding, where: `${path}, ${finding.where}` }),
  }
}

/** Says which files of a folder were not read; `why` is what is said of one: "holds no checklist". */
export function noteOtherFiles(files: readonly { path: string }[], why: string, warnings: Warnings): void {
  if (files.length === 0) return
  const names = files.slice(0, examples).map(({ path }) => quote(path))
  const list = files.length > examples ? `${names.join(', ')}, …` : names.join(', ')
  const message =
    files.length === 1
      ? `Left out, as it ${why}: ${list}.`
      : `Left out, as each ${why}: ${files.length} files (${list}).`
  warnings.add('file_left_out', 'folder', message)
}

/** What a file says of a task that was begun or ended, and what becomes of it in a run. */
export interface LostStatus {
  readonly code: string
  readonly word: string
  /** Null: the plan keeps the status, so that nothing is lost. */
  readonly effect: string | null
}

export const lostStatuses = {
  done: { code: 'done_in_source', word: 'done', effect: null },
  cancelled: { code: 'cancelled_in_source', word: 'cancelled', effect: 'do that work all the same' },
  deferred: { code: 'deferred_in_source', word: 'deferred', effect: 'do that work all the same' },
  optional: { code: 'optional_in_source', word: 'optional', effect: 'do that work all the same' },
  started: { code: 'started_in_source', word: 'in progress', effect: 'begin that work anew' },
  inReview: { code: 'started_in_source', word: 'in review', effect: 'begin that work anew' },
  blocked: { code: 'blocked_in_source', word: 'blocked', effect: 'hold it for its dependencies only' },
} satisfies Record<string, LostStatus>

/** Says what becomes of the status of a task in a plan, once for all tasks that have it. */
export function noteLostStatus(
  { code, word, effect }: LostStatus,
  task: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  const end =
    effect === null
      ? 'a run starts with that work as done'
      : `a plan keeps no such status, so a run will ${effect}`
  const say = (who: string) => `The file marks ${who} as ${word}; ${end}.`
  warnings.sum({ code, about: word, ...task, say })
}
