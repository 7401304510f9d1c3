import { type Artifact, artifactsOf, isPlanningRole, newestOf } from '#shared/model/artifact.ts'
import type { Client } from './connect.ts'
import { type Output, plain } from './output.ts'

/** The files that a run made: the newest of each name. */
export async function listFiles(client: Client, runId: string): Promise<Artifact[]> {
  const { tasks } = await client.runs.get({ runId })
  const files: { name: string; file: Artifact; agentType: string | undefined }[] = []
  for (const { key, requiredSkills } of tasks) {
    const { attempts } = await client.runs.getTask({ runId, taskKey: key })
    const result = attempts.at(-1)?.result ?? null
    const made = result === null ? [] : artifactsOf(result)
    files.push(...made.map((file) => ({ name: file.name, file, agentType: requiredSkills[0] })))
  }
  return newestOf(files, ({ agentType }) => isPlanningRole(agentType)).map(({ file }) => file)
}

export function sayMade(output: Output, runId: string, files: readonly Artifact[]): void {
  if (files.length === 0) return
  const names = files.map(({ name }) => plain(name)).join(', ')
  output.line(`Made: ${names}. Keep them: npx switchyard files ${runId} --out <folder>`)
}
