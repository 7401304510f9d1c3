import type { BuildRequest } from '#shared/contract/seed.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'

const defaultParallelLimit = 16
const titleLength = 80

/** A build request, or a plan file, which has the same form, as a plan. `projectFolder` is absolute or null. */
export function planOfRequest(request: BuildRequest, projectFolder: string | null): PlanDocument {
  return {
    key: request.plan_id,
    title: request.title ?? request.plan_id,
    projectId: request.project_id ?? null,
    projectFolder,
    parallelLimit: request.parallel_limit ?? defaultParallelLimit,
    crew: null,
    source: 'switchyard',
    tasks: request.tasks.map(taskOfRequest),
  }
}

function taskOfRequest(task: BuildRequest['tasks'][number]): TaskDefinition {
  return {
    key: task.task_id,
    kind: 'task',
    title: task.title ?? titleOf(task.description),
    description: task.description,
    requiredSkills: [...new Set(task.required_skills)],
    dependsOn: [...new Set(task.depends_on ?? [])],
    parent: null,
    priority: task.priority ?? 'medium',
    dueAt: task.due_at === undefined ? null : Date.parse(task.due_at),
    tags: task.tags ?? [],
    requiresApproval: task.requires_approval ?? false,
  }
}

/** The first line of a description, cut at a word. */
export function titleOf(description: string): string {
  const line = description.trim().split('\n', 1)[0] ?? ''
  if (line.length <= titleLength) return line
  const cut = line.slice(0, titleLength)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : titleLength)}…`
}
