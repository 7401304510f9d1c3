import type { Served } from './product.ts'
import { requireThat } from './report.ts'
import { until } from './system.ts'

/** A program of a plan: configuration of its agent, and its effect class. */
export interface ProgramTask {
  readonly key: string
  readonly config: object
  readonly effectClass?: 'once' | 'repeatable'
  readonly title?: string
}

/** Starts a run in which each program does one task. Returns the run's id. */
export async function startPrograms(served: Served, programs: readonly ProgramTask[]): Promise<string> {
  const roster = programs.map(({ key, config, effectClass = 'repeatable' }) => ({
    ...{ id: key, name: key, kind: 'command', skills: [key.replaceAll('-', '_')], effectClass, config },
  }))
  const tasks = programs.map(({ key, title = key }) => ({
    ...{ task_id: key, title, description: title, required_skills: [key.replaceAll('-', '_')] },
  }))
  const { runId } = await served.call('POST', '/runs', { request: { plan_id: 'programs', tasks }, roster })
  return runId
}

/** Waits until the task has one of these statuses. */
export const taskWith = (
  served: Served,
  { runId, key }: { runId: string; key: string },
  ...statuses: string[]
) =>
  until(`${key} as ${statuses.join(' or ')}`, async () => {
    const detail = await served.call('GET', `/runs/${runId}/tasks/${key}`)
    return statuses.includes(detail.task.status) ? detail : undefined
  })

const settled = ['done', 'failed', 'blocked', 'cancelled', 'awaiting_approval', 'awaiting_input']

/** Output of a program whose task is done. Throws if the task has another status. */
export async function resultOf(served: Served, runId: string, key: string): Promise<string> {
  const { task, attempts } = await taskWith(served, { runId, key }, ...settled)
  const last = attempts.at(-1)
  requireThat(
    task.status === 'done',
    `${key} is ${task.status}: ${last?.failure?.message ?? task.reason?.message}`,
  )
  return last.result.text
}
