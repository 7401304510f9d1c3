import type { StoreApi } from 'zustand/vanilla'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { DraftTask } from '../../entities/plans/edits/edit.ts'
import { countParts } from '../../entities/plans/edits/tree.ts'
import type { Badge, Face, Faces } from '../../graph/face.ts'
import { facesFrom } from '../../graph/faces-from.ts'
import type { PlanDocumentStore } from '../../stores/plan-document.ts'
import { plannedTally } from '../../stores/tally.ts'
import { words } from '../../words/words.ts'
import { type Findings, findingsOf, worstOf } from './findings/findings.tsx'

interface Seen {
  readonly tasks: ReadonlyMap<string, DraftTask>
  readonly totals: ReadonlyMap<string, number>
  readonly findings: Findings
}

/** The tasks of a plan that is not run, as the graph draws them: with what is amiss. */
export function facesOfPlan(plan: PlanDocumentStore, findings: StoreApi<Findings>): Faces {
  let of: readonly DraftTask[] | null = null
  let seen: Seen = { tasks: new Map(), totals: new Map(), findings: findings.getState() }
  const getState = (): Seen => {
    const { tasks } = plan.getState().document
    if (tasks !== of) {
      of = tasks
      // Of two with one key the first is drawn.
      seen = {
        ...seen,
        tasks: new Map(tasks.toReversed().map((task) => [task.key, task])),
        totals: countParts(tasks),
      }
    }
    if (seen.findings !== findings.getState()) seen = { ...seen, findings: findings.getState() }
    return seen
  }
  const subscribe = (onChange: () => void) => {
    const ends = [plan.subscribe(onChange), findings.subscribe(onChange)]
    return () => {
      for (const end of ends) end()
    }
  }
  return facesFrom(
    { getState, subscribe },
    {
      partsOf: (state, key) => {
        const task = state.tasks.get(key)
        return task === undefined ? [] : [task, state.totals.get(key), findingsOf(state.findings, key)]
      },
      faceOf: (state, key) => {
        const task = state.tasks.get(key)
        if (task === undefined) return undefined
        return faceOfDraft(task, findingsOf(state.findings, key), state.totals.get(key))
      },
    },
  )
}

function faceOfDraft(task: DraftTask, findings: readonly PlanFinding[], total: number | undefined): Face {
  const { title, key, kind, requiredSkills } = task
  const hasNoSkill = kind === 'task' && requiredSkills.length === 0
  return {
    title: title.trim() === '' ? key : title,
    status: null,
    progress: null,
    line:
      kind === 'group'
        ? ''
        : hasNoSkill
          ? words.designer.noSkill
          : requiredSkills.map(readableSkill).join(', '),
    // Where agents take such work nothing is amiss with it.
    ...(hasNoSkill && findings.some(({ code }) => code === 'no_skill') && { lineTone: 'warning' }),
    badges: badgesOf(task, findings),
    ...(kind === 'group' && { tally: plannedTally(total ?? 0) }),
  }
}

const readableSkill = (skill: string): string => skill.replaceAll('_', ' ')

function badgesOf(task: DraftTask, findings: readonly PlanFinding[]): Badge[] {
  const worst = worstOf(findings)
  const badges: Badge[] = []
  if (worst !== null) {
    const said = findings.filter(({ severity }) => severity === worst).map(({ message }) => message)
    badges.push({ kind: worst, label: said.join('\n') })
  }
  if (task.requiresApproval || task.gate !== undefined)
    badges.push({ kind: 'gate', label: words.designer.hasGate })
  if (task.doneWhen !== undefined && task.doneWhen.length > 0)
    badges.push({ kind: 'check', label: words.designer.hasChecks(task.doneWhen.length) })
  return badges
}
