import { runCompare } from './run-compare.ts'
import { runLog } from './run-log.ts'
import { runPanel } from './run-panel.ts'
import { runTimeline } from './run-timeline.ts'
import { runViews } from './run-views.ts'
import { runWhy } from './run-why.ts'

export const run = {
  ...runViews,
  panel: runPanel,
  timeline: runTimeline,
  log: runLog,
  why: runWhy,
  compare: runCompare,
}
