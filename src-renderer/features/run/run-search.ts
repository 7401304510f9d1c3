import { z } from 'zod'
import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { addressReader, maybe, maybeText, maybeTrue } from '../../ui/query/address.ts'

const runTabs = ['graph', 'timeline', 'list', 'log', 'files', 'summary', 'decisions'] as const
export type RunTab = (typeof runTabs)[number]

/** Only runs with a goal have decisions. */
export const tabsOf = ({ goal }: Pick<RunView, 'goal'>): readonly RunTab[] =>
  runTabs.filter((each) => each !== 'decisions' || goal !== null)

export const panelTabs = ['overview', 'log', 'result', 'files', 'attempts', 'given', 'raw'] as const
export type PanelTab = (typeof panelTabs)[number]

/** State of the run screen in the address, so that links and reloads restore it. */
export const parseRunSearch = addressReader({
  task: maybeText,
  tab: maybe(z.enum(runTabs)),
  panel: maybe(z.enum(panelTabs)),
  /** Number of the decision to show, from 1. A string in the address, a number in links of the app. */
  decision: maybe(
    z.union([z.string(), z.number()]).pipe(z.coerce.number<string | number>().int().positive()),
  ),
  /** Name of the open file: of the task if its Files panel is open, otherwise of the run. */
  file: maybeText,
  /** Task filter; syntax in `filter/query.ts`. */
  filter: maybeText,
  /** Log line as `seq.line`: of the task if its Log panel is open, otherwise of the run. */
  line: maybe(z.string().regex(/^\d+\.\d+$/)),
  /** True: the critical path is highlighted. */
  path: maybeTrue,
})
export type RunSearch = ReturnType<typeof parseRunSearch>

/** Parses the line in the address (`seq.line`); null without one. */
export function placeIn({ line }: { readonly line?: string }): LogPlace | null {
  const [seq, number] = (line ?? '').split('.').map(Number)
  return seq === undefined || number === undefined ? null : { seq, line: number }
}
