import { words } from '#shared/words/words.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'

const titles = words.designer.outline.columns

interface Track {
  readonly key: keyof typeof titles
  /** Minimum width in pixels. */
  readonly least: number
  /** Share of the remaining width; null for a fixed width. */
  readonly share: number | null
  /** In a narrow table, the column is shown only if a task has a value for it. */
  readonly isSaid?: (task: DraftTask) => boolean
}

const tracks: readonly Track[] = [
  { key: 'task', least: 180, share: 3 },
  { key: 'waits', least: 90, share: 1.3 },
  { key: 'skills', least: 90, share: 1.2 },
  { key: 'priority', least: 96, share: null },
  { key: 'due', least: 176, share: null, isSaid: ({ dueAt }) => dueAt !== null },
  { key: 'gate', least: 88, share: null },
  {
    ...{ key: 'cost', least: 88, share: null },
    isSaid: ({ kind, budget, cost }) => (kind === 'group' ? budget : cost) !== undefined,
  },
]
const findings: Track = { key: 'findings', least: 72, share: null }

export type Columns = ReturnType<typeof columnsFor>

const roomy = 1080
const padding = 24
/** Columns to drop when the table is too narrow, in this order. The form still has all fields. */
const spared: readonly Track['key'][] = ['cost', 'due', 'skills', 'waits', 'priority']

const widthOf = (columns: readonly Track[]): number =>
  columns.reduce((sum, { least }) => sum + least, padding)

/** Columns for these tasks and this width. Dropped columns leave their width to the titles. */
export function columnsFor(tasks: readonly DraftTask[], width: number, hasFindings: boolean) {
  const said = tracks.filter(({ isSaid }) => width >= roomy || isSaid === undefined || tasks.some(isSaid))
  let shown = hasFindings ? [...said, findings] : said
  for (const key of spared) {
    if (widthOf(shown) <= width) break
    shown = shown.filter((each) => each.key !== key)
  }
  return {
    shown: new Set(shown.map(({ key }) => key)),
    list: shown.map(({ key }) => ({ key, title: titles[key] })),
    template: shown
      .map(({ least, share }) => (share === null ? `${least}px` : `minmax(${least}px, ${share}fr)`))
      .join(' '),
    minWidth: widthOf(shown),
  }
}
