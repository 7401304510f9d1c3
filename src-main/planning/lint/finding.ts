import type { PlanChange, PlanFinding, PlanFix, Severity } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { quote, quoteUpTo } from '../importers/warnings.ts'

export interface FixDraft {
  /** Unique among the fixes of a finding. */
  readonly name: string
  readonly title: string
  readonly isSafe?: boolean
  readonly changes: readonly PlanChange[]
}

export interface FindingDraft {
  readonly code: string
  readonly severity: Severity
  /** The task or group of the finding; null or absent: the finding is about the plan or several tasks. */
  readonly task?: string | null
  /** Distinguishes findings with the same code. Default: the task. */
  readonly about?: readonly string[]
  /** Default: `about`. */
  readonly taskKeys?: readonly string[]
  /** Position in the plan file. Default: null, no single place. */
  readonly place?: string | null
  readonly message: string
  readonly fixes?: readonly FixDraft[]
}

export function findingOf({
  code,
  severity,
  task = null,
  about = task === null ? [] : [task],
  taskKeys = about,
  place = null,
  message,
  fixes = [],
}: FindingDraft): PlanFinding {
  const id = [code, ...about].map((word) => word.replaceAll(/[/:%]/g, encodeURIComponent)).join(':')
  return {
    id,
    code,
    severity,
    taskKeys: [...taskKeys],
    place,
    message,
    fixes: fixes.map((fix): PlanFix => fixOf(id, fix)),
  }
}

const fixOf = (id: string, { name, title, isSafe = false, changes }: FixDraft): PlanFix => ({
  id: `${id}/${name}`,
  title,
  isSafe,
  changes: [...changes],
})

type SettingChange = Extract<PlanChange, { type: 'set' }>

/** A fix that sets fields of one task. */
export const settingFix = (
  task: string,
  to: SettingChange['to'],
  fix: Omit<FixDraft, 'changes'>,
): FixDraft => ({
  ...fix,
  changes: [{ type: 'set', task, to }],
})

const maxTitle = 200

/** Task name for messages. Includes the title, because a key means little to other people. */
export function nameTask({ key, title }: Pick<TaskDefinition, 'key' | 'title'>): string {
  const known = title.trim()
  return known === '' || known === key
    ? quote(key)
    : `${quoteUpTo(known, maxTitle)} (${quote(key).slice(1, -1)})`
}

const maxNamed = 4

/** `"a", "b" and 3 more`: quotes and shortens texts written by others. */
export const quoteAll = (texts: readonly string[]): string => listAll(texts, quote)

/** Same as `quoteAll`, with names from `nameOf`, such as `nameTask`. */
export const listAll = (keys: readonly string[], nameOf: (key: string) => string): string =>
  words.findings.list(keys.slice(0, maxNamed).map(nameOf), keys.length - maxNamed)

interface Naming {
  readonly nameOf: (key: string) => string
}

/** Number and names of tasks for a message: `3`, `"a", "b" and "c"`. */
export const tasksNamed = (keys: readonly string[], { nameOf }: Naming) => ({
  count: keys.length,
  names: listAll(keys, nameOf),
})
