import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import { taskKeyOf } from '#shared/ids.ts'
import type { Priority } from '#shared/model/task-definition.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import type { Complexity } from '../requests/complexity.ts'

type RequestTask = BuildRequest['tasks'][number]

/** A task of a plan in preparation, before it has a key. */
export interface DraftTask {
  readonly title: string
  /** Includes a verifiable end: `Done when …`. */
  readonly description: string
  /** The required skill. */
  readonly skill: string
  /** Indexes in the same list of drafts, from 0. */
  readonly dependsOn: readonly number[]
  readonly priority: Priority
  readonly estimateMs: number | null
  readonly needsApproval: boolean
  /** Approval of the task's result. A split task passes its gate to its parts. */
  readonly gate?: RequestTask['gate']
  readonly complexity: Complexity
  /** The parts of a split task; empty for a single task. */
  readonly parts: readonly DraftTask[]
}

/** Complexity score of a task. */
export interface ScoredTask extends Complexity {
  readonly taskKey: string
  readonly isSplit: boolean
}

/** Tasks in the format of a build request: `task-001`, and `task-001.1` for the parts of a split task. */
export function requestTasksOf(drafts: readonly DraftTask[]): RequestTask[] {
  return drafts.flatMap((draft, index) => {
    const key = keyAt(index)
    const whole = taskOf(draft, { key, keyAt, parent: null })
    if (draft.parts.length === 0) return [whole]
    const { gate, required_skills: _, estimate_ms: __, ...group } = whole
    const parts = draft.parts.map((part, place) =>
      taskOf(
        { ...part, ...(part.gate === undefined && { gate }) },
        { key: partKey(key, place), keyAt: (at) => partKey(key, at), parent: key },
      ),
    )
    return [{ ...group, kind: 'group' as const, required_skills: [] }, ...parts]
  })
}

const keyAt = (index: number): string => taskKeyOf(index + 1)
const partKey = (key: string, place: number): string => `${key}.${place + 1}`

export const scoresOf = (drafts: readonly DraftTask[]): ScoredTask[] =>
  drafts.map(({ complexity, parts }, index) => ({
    taskKey: keyAt(index),
    ...complexity,
    isSplit: parts.length > 0,
  }))

interface Placed {
  readonly key: string
  readonly keyAt: (index: number) => string
  readonly parent: string | null
}

function taskOf(draft: DraftTask, { key, keyAt, parent }: Placed): RequestTask {
  const { title, description, skill, dependsOn, priority, estimateMs, needsApproval, gate } = draft
  return {
    task_id: key,
    title: cutAtWord(title, 200),
    description,
    required_skills: [skill],
    depends_on: [...new Set(dependsOn)].map(keyAt),
    priority,
    ...(needsApproval && { requires_approval: true }),
    ...(estimateMs !== null && { estimate_ms: estimateMs }),
    ...(gate !== undefined && { gate }),
    ...(parent !== null && { parent }),
  }
}
