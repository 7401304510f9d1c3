import { serveTestApp } from '../support/app.ts'

/** The app over REST. Responses contain the exact text of the wire. */
export async function serveRest(options: Parameters<typeof serveTestApp>[0] = {}) {
  const served = await serveTestApp(options)
  const { base, token, call, app } = served
  return {
    ...served,
    async text(method: string, path: string, body?: string): Promise<string> {
      const response = await fetch(base + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body }),
      })
      return response.text()
    },
    /** Registers agents, and replaces agents with the same id. */
    async register(...agents: object[]) {
      const { status } = await call('POST', '/api/v1/agents', { agents })
      if (status !== 200) throw new Error(`The roster was refused with ${status}`)
    },
    /** Starts a run of these tasks and returns the run's id. */
    async start(tasks: object[], more: object = {}): Promise<string> {
      const { body } = await call('POST', '/api/v1/runs', { request: { plan_id: 'p', tasks, ...more } })
      return body.runId
    },
    async runIs(runId: string, status: string) {
      for await (const { run } of await app.client.runs.watch({ runId })) if (run.status === status) return
    },
  }
}
export type Rest = Awaited<ReturnType<typeof serveRest>>

/** JSON of an example, without spaces between tokens. */
export const compact = (shown: string): string => JSON.stringify(JSON.parse(shown))
