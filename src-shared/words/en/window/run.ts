import { runAssign } from './run-assign.ts'
import { runAttempts } from './run-attempts.ts'
import { runChosen } from './run-chosen.ts'
import { runCompare } from './run-compare.ts'
import { runDecisions } from './run-decisions.ts'
import { runFailure } from './run-failure.ts'
import { runFiles } from './run-files.ts'
import { runGaps } from './run-gaps.ts'
import { runGoal } from './run-goal.ts'
import { runHeader } from './run-header.ts'
import { runLog } from './run-log.ts'
import { runMerge } from './run-merge.ts'
import { runPanel } from './run-panel.ts'
import { runStrips } from './run-strips.ts'
import { runSummary } from './run-summary.ts'
import { runTask } from './run-task.ts'
import { runTimeline } from './run-timeline.ts'
import { runViews } from './run-views.ts'
import { runWhy } from './run-why.ts'

export const run = {
  ...runViews,
  attempts: runAttempts,
  files: runFiles,
  goal: runGoal,
  merge: runMerge,
  task: runTask,
  header: runHeader,
  decisions: runDecisions,
  failure: runFailure,
  assign: runAssign,
  chosen: runChosen,
  panel: runPanel,
  timeline: runTimeline,
  log: runLog,
  gaps: runGaps,
  strips: runStrips,
  summary: runSummary,
  why: runWhy,
  compare: runCompare,
}
