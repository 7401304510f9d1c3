import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import type { RunView } from '#shared/model/runs/run.ts'

const runTabs = ['graph', 'timeline', 'list', 'log', 'files', 'summary', 'decisions'] as const
export type RunTab = (typeof runTabs)[number]

/** Only a goal has a decider. */
export const tabsOf = ({ goal }: Pick<RunView, 'goal'>): readonly RunTab[] =>
  runTabs.filter((each) => each !== 'decisions' || goal !== null)

export const panelTabs = ['overview', 'log', 'result', 'files', 'attempts', 'given', 'raw'] as const
export type PanelTab = (typeof panelTabs)[number]

/** What of a run is on screen: part of its address, so that a link or a reload shows the same. */
export interface RunSearch {
  readonly task?: string
  readonly tab?: RunTab
  readonly panel?: PanelTab
  /** The number of the decision to look at. */
  readonly decision?: number
  /** The name of the file that is read: of the task where its files are open, else of the run. */
  readonly file?: string
  /** Which tasks are looked for: see `filter/query.ts`. */
  readonly filter?: string
  /** The line of a log, as `seq.line`: of the task where its log is open, else of the run. */
  readonly line?: string
  /** The critical path is marked. */
  readonly path?: true
}

/** Anything may stand in an address: what is not understood is left out. */
export function parseRunSearch(given: Record<string, unknown>): RunSearch {
  const tab = runTabs.find((each) => each === given.tab)
  const panel = panelTabs.find((each) => each === given.panel)
  const task = textOf(given.task)
  const file = textOf(given.file)
  const filter = textOf(given.filter)
  const line = textOf(given.line)
  const decision = numberOf(given.decision)
  return {
    ...(task === undefined ? {} : { task }),
    ...(tab === undefined ? {} : { tab }),
    ...(panel === undefined ? {} : { panel }),
    ...(decision === null ? {} : { decision }),
    ...(file === undefined ? {} : { file }),
    ...(filter === undefined ? {} : { filter }),
    ...(line === undefined || !/^\d+\.\d+$/.test(line) ? {} : { line }),
    ...(given.path === 'true' || given.path === true ? { path: true } : {}),
  }
}

const textOf = (given: unknown): string | undefined =>
  typeof given === 'string' && given !== '' ? given : undefined

/** From 1; an address holds text, a link in the app a number. */
function numberOf(given: unknown): number | null {
  const number = typeof given === 'string' || typeof given === 'number' ? Number(given) : 0
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

/** The line that an address names, as `seq.line`. */
export function placeIn({ line }: { readonly line?: string }): LogPlace | null {
  const [seq, number] = (line ?? '').split('.').map(Number)
  return seq === undefined || number === undefined ? null : { seq, line: number }
}
