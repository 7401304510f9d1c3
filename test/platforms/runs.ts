import type { Served } from './product.ts'
import { requireThat } from './report.ts'
import { until } from './system.ts'

/** One program of a plan: its agent's config, and how often it may be started. */
export interface ProgramTask {
  readonly key: string
  readonly config: object
  readonly effectClass?: 'once' | 'repeatable'
  readonly title?: string
}

/** Starts a run in which each program does one task; answers with its id. */
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

/** The task, once it has one of these statuses. */
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

/** What a program said that did its task; anything else is an error. */
export async function resultOf(served: Served, runId: string, key: string): Promise<string> {
  const { task, attempts } = await taskWith(served, { runId, key }, ...settled)
  const last = attempts.at(-1)
  requireThat(
    task.status === 'done',
    `${key} is ${task.status}: ${last?.failure?.message ?? task.reason?.message}`,
  )
  return last.result.text
}
