import { serveRest } from './rest.ts'

export const worker = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'external',
  skills: [],
  capacity: 8,
  ...more,
})

/** A task that requires the worker `vp_123`. */
export const work = (id: string, more: object = {}) => ({
  task_id: id,
  title: `Title of ${id}`,
  description: `Do ${id}`,
  required_skills: ['backend_work'],
  ...more,
})

/** The app with the worker of the specification, and a run with tasks for the worker. */
export async function serveWorker(
  tasks: object[],
  { agent = {}, ...boot }: { agent?: object } & Parameters<typeof serveRest>[0] = {},
) {
  const rest = await serveRest(boot)
  await rest.register(worker('vp_123', { skills: ['backend_work'], ...agent }))
  const runId = await rest.start(tasks)
  const idOf = (key: string) => `${runId}/${key}`
  const urlOf = (key: string) => encodeURIComponent(idOf(key))
  const { call } = rest
  return {
    ...rest,
    runId,
    idOf,
    urlOf,
    select: (criteria: object = {}, agentId = 'vp_123') =>
      call('POST', `/api/v1/work/agents/${agentId}/select`, criteria),
    execute: (key: string, more: object = {}, headers: Record<string, string> = {}) =>
      call('POST', `/api/v1/work/agents/vp_123/tasks/${urlOf(key)}/execute`, more, headers),
    context: (key: string, agentId = 'vp_123') =>
      call('GET', `/api/v1/work/agents/${agentId}/tasks/${urlOf(key)}/context`),
    progress: (key: string, body: object) => call('POST', `/api/v1/work/tasks/${urlOf(key)}/progress`, body),
    complete: (key: string, body: object, headers: Record<string, string> = {}) =>
      call('POST', `/api/v1/work/tasks/${urlOf(key)}/complete`, body, headers),
    task: async (key: string) => (await call('GET', `/api/v1/work/tasks/${urlOf(key)}`)).body,
    stats: (query = '', agentId = 'vp_123') => call('GET', `/api/v1/work/agents/${agentId}/stats${query}`),
  }
}
