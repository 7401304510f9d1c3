import { z } from 'zod'
import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { addressReader, maybe, maybeText, maybeTrue } from '../../ui/query/address.ts'

const runTabs = ['graph', 'timeline', 'list', 'log', 'files', 'summary', 'decisions'] as const
export type RunTab = (typeof runTabs)[number]

/** Only a goal has a decider. */
export const tabsOf = ({ goal }: Pick<RunView, 'goal'>): readonly RunTab[] =>
  runTabs.filter((each) => each !== 'decisions' || goal !== null)

export const panelTabs = ['overview', 'log', 'result', 'files', 'attempts', 'given', 'raw'] as const
export type PanelTab = (typeof panelTabs)[number]

/** The state of the run screen in its address, so that a link or a reload shows the same. */
export const parseRunSearch = addressReader({
  task: maybeText,
  tab: maybe(z.enum(runTabs)),
  panel: maybe(z.enum(panelTabs)),
  /** The number of the decision to look at, from 1; an address holds text, a link in the app a number. */
  decision: maybe(
    z.union([z.string(), z.number()]).pipe(z.coerce.number<string | number>().int().positive()),
  ),
  /** The name of the file that is read: of the task where its files are open, else of the run. */
  file: maybeText,
  /** Which tasks are looked for: see `filter/query.ts`. */
  filter: maybeText,
  /** The line of a log, as `seq.line`: of the task where its log is open, else of the run. */
  line: maybe(z.string().regex(/^\d+\.\d+$/)),
  /** The critical path is marked. */
  path: maybeTrue,
})
export type RunSearch = ReturnType<typeof parseRunSearch>

/** The line that an address names, as `seq.line`. */
export function placeIn({ line }: { readonly line?: string }): LogPlace | null {
  const [seq, number] = (line ?? '').split('.').map(Number)
  return seq === undefined || number === undefined ? null : { seq, line: number }
}
