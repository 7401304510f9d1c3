import type { PlanChange, PlanFinding, PlanFix, Severity } from '#shared/model/plan-finding.ts'
import { quote } from '../importers/warnings.ts'

export interface FixDraft {
  /** Told apart from the other fixes of its finding by this. */
  readonly name: string
  readonly title: string
  readonly isSafe?: boolean
  readonly changes: readonly PlanChange[]
}

export interface FindingDraft {
  readonly code: string
  readonly severity: Severity
  /** What tells it from others of its code; empty: there is one at most. */
  readonly about?: readonly string[]
  readonly taskKeys: readonly string[]
  readonly message: string
  readonly fixes?: readonly FixDraft[]
}

export function findingOf({
  code,
  severity,
  about = [],
  taskKeys,
  message,
  fixes = [],
}: FindingDraft): PlanFinding {
  const id = [code, ...about].map((word) => word.replaceAll(/[/:%]/g, encodeURIComponent)).join(':')
  return {
    id,
    code,
    severity,
    taskKeys: [...taskKeys],
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

const maxNamed = 4

/** `"a", "b" and 3 more`: what a stranger wrote is quoted and cut. */
export function quoteAll(words: readonly string[]): string {
  const shown = words.slice(0, maxNamed).map(quote)
  if (words.length > maxNamed) return `${shown.join(', ')} and ${words.length - maxNamed} more`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}

/** `Task "a" names`, `3 tasks ("a", "b" and "c") name` */
export const tasksWith = (keys: readonly string[], one: string, many: string): string =>
  keys.length === 1 ? `Task ${quoteAll(keys)} ${one}` : `${keys.length} tasks (${quoteAll(keys)}) ${many}`
