import { isTerminal, type TaskView } from '#shared/model/task.ts'
import type { NameOfAgent } from '../../entities/agents/agent-names.ts'
import type { Badge, Face, Faces } from '../../graph/face.ts'
import { facesFrom } from '../../graph/faces-from.ts'
import type { RunStore } from '../../stores/run-store.ts'
import type { Tally } from '../../stores/tally.ts'
import { statusOfTask } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'

/** The tasks of a run as the graph draws them. */
export const facesOfRun = (store: RunStore, nameOf: NameOfAgent): Faces =>
  facesFrom(store, {
    partsOf: ({ tasks, tallies }, key) => {
      const task = tasks.get(key)
      return task === undefined ? [] : [task, tallies.get(key)]
    },
    faceOf: ({ tasks, tallies }, key) => {
      const task = tasks.get(key)
      return task === undefined ? undefined : faceOfTask(task, tallies.get(key), nameOf)
    },
  })

function faceOfTask(task: TaskView, tally: Tally | undefined, nameOf: NameOfAgent): Face {
  const hasNobody = task.agentId === null && task.kind === 'task' && !isTerminal(task.status)
  return {
    title: task.title,
    status: statusOfTask(task),
    progress: task.progress,
    line: task.agentId !== null ? nameOf(task.agentId) : hasNobody ? words.graph.noAgent : '',
    ...(hasNobody && { lineTone: 'warning' }),
    badges: badgesOf(task),
    ...(tally !== undefined && { tally }),
  }
}

const badgesOf = ({ requiresApproval, doneWhen }: TaskView): Badge[] => [
  ...(requiresApproval ? [{ kind: 'gate', label: words.graph.hasGate } as const] : []),
  ...(doneWhen !== undefined ? [{ kind: 'check', label: words.graph.hasChecks } as const] : []),
]
