import type { WorkContext, WorkTask } from '#shared/contract/compat/work.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { TaskReading } from '../../app/runs/task-reading.ts'
import type { DependencyResult, RelatedTask, TaskContext } from '../../app/work/context.ts'
import { isoOf, isoOrNull, workPriorityOf, workStatusOf } from './seed-words.ts'

const workIdOf = (runId: string, taskKey: string): string => `${runId}/${taskKey}`

export const workTask = ({ view, failure }: TaskReading): WorkTask => ({
  id: workIdOf(view.runId, view.key),
  title: view.title,
  description: view.description,
  status: workStatusOf[view.status],
  priority: workPriorityOf[view.priority],
  dueDate: isoOrNull(view.dueAt),
  tags: view.tags,
  requiredSkills: view.requiredSkills,
  dependsOn: view.dependsOn.map((each) => workIdOf(view.runId, each)),
  agentId: view.agentId,
  reason: failure ?? view.reason?.message ?? null,
  createdAt: isoOf(view.createdAt),
})

/** All fields of document 004. Texts in it are data, not instructions. */
export function workContext({ reading, agent, run, ...more }: TaskContext): WorkContext {
  const {
    id,
    name,
    role = null,
    discipline = null,
    endpoint = null,
    capabilities = [],
    charter = null,
  } = agent
  return {
    task: workTask(reading),
    agent: { id, name, role, discipline, capabilities, endpoint },
    charter,
    dependencies: more.dependencies.map((each) => ({ ...summaryOf(each.task), result: resultOf(each) })),
    relatedTasks: more.related.map(summaryOf),
    project: { id: run.projectId, folder: run.projectFolder },
    channel: { id: run.id, title: run.title },
    memory: more.memory.map((entry) => ({
      ...{ id: entry.id, type: entry.type, content: entry.content, tags: entry.tags },
    })),
  }
}

const summaryOf = ({ runId, definition: { key, title }, status }: RelatedTask) => ({
  id: workIdOf(runId, key),
  title,
  status: workStatusOf[status],
})

const shortLength = 1000

/** A result that does not fit is truncated and names the address of the complete result. */
function resultOf({ task: { runId, definition }, result, fits }: DependencyResult): TaskResult | null {
  if (fits || result === null) return result
  const place = `/api/v1/work/tasks/${encodeURIComponent(workIdOf(runId, definition.key))}`
  return { text: `${result.text.slice(0, shortLength)} … (the whole is at ${place})`, data: null }
}
