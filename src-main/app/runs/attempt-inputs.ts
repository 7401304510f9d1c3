import type { SentInput } from '#shared/contract/runs/runs.ts'
import { attemptInputSchema } from '#shared/model/runs/attempt.ts'
import type { Services } from '../../api/wire/context.ts'
import { found } from '../../api/wire/procedure.ts'

interface Asked {
  readonly runId: string
  readonly taskKey: string
  readonly attempt: number
}

/** What an attempt was sent, in order; empty where its agent is handed the task as it stands. */
export async function listInputs(
  { store, blobs }: Services,
  { runId, taskKey, attempt }: Asked,
): Promise<SentInput[]> {
  found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  const rows = store.attemptInputs.listOfAttempt(runId, taskKey, attempt)
  return Promise.all(
    rows.map(async ({ at, sha256, bytes }) => {
      const text = (await blobs.read(sha256))?.toString('utf8') ?? null
      const input = text === null ? null : attemptInputSchema.parse(JSON.parse(text))
      return { at, bytes, sha256, parts: input?.parts ?? null }
    }),
  )
}
