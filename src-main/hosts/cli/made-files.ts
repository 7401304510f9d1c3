import { type Artifact, artifactsOf } from '#shared/model/artifact.ts'
import type { Client } from './connect.ts'
import { type Output, plain } from './output.ts'

/** The files that a run made: the newest of each name. */
export async function listFiles(client: Client, runId: string): Promise<Artifact[]> {
  const { tasks } = await client.runs.get({ runId })
  const files = new Map<string, Artifact>()
  for (const { key } of tasks) {
    const { attempts } = await client.runs.getTask({ runId, taskKey: key })
    const result = attempts.at(-1)?.result ?? null
    for (const file of result === null ? [] : artifactsOf(result)) files.set(file.name, file)
  }
  return [...files.values()]
}

export function sayMade(output: Output, runId: string, files: readonly Artifact[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(`Made: ${names}. Keep them: npx switchyard files ${runId} --out <folder>`)
}
