import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createModelAdapter, type ModelAgentOptions } from '../../../src-main/agents/model/adapter.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import type { AttemptContext, AttemptSignal } from '../../../src-main/engine/ports.ts'
import { createModels } from '../../../src-main/models/ask.ts'
import type { CompatibleEntry } from '../../../src-main/models/settings.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { questionSchema } from '../../../src-shared/model/runs/attempt.ts'
import { agentOf, createTempDir } from '../../support/engine.ts'
import { openFakeModelServer, type Turn } from '../../support/fake-model-server.ts'
import { collect, contextOf, createTestKnowledge } from '../builders.ts'

export const entryAt = (baseURL: string): CompatibleEntry => ({
  ...{ kind: 'compatible', name: 'local', model: 'fake', baseURL, apiKey: null, structured: 'json_schema' },
})

export const settingsAt = (baseURL: string) => ({
  entries: [entryAt(baseURL)],
  use: { planning: null, deciding: null, working: 'local' },
})

interface StageOptions {
  readonly config?: Json
  readonly options?: Partial<ModelAgentOptions>
  readonly repeatsLast?: boolean
}

/** An adapter with a scripted model server and its own data folder. */
export async function openStage(
  script: readonly Turn[],
  { config = {}, options = {}, repeatsLast }: StageOptions = {},
) {
  const server = await openFakeModelServer(script, { ...(repeatsLast !== undefined && { repeatsLast }) })
  onTestFinished(() => server.close())
  const dataDir = createTempDir()
  const adapter = createModelAdapter({
    ...{ dataDir, clock: systemClock, workspaces: createWorkspaces({ dataDir }) },
    models: createModels({
      ...{ settings: () => settingsAt(server.baseURL), readKey: async () => null, clock: systemClock },
      retry: { maxTries: 2, firstMs: 1, maxRetryAfterMs: 10 },
    }),
    knowledge: createTestKnowledge().knowledge,
    readVariables: () => ({}),
    findUnpaid: async () => null,
    ...options,
  })
  const opened = await createWorkspaces({ dataDir }).open(contextOf())
  if (!opened.ok) throw new Error(opened.error.message)
  const { folder } = opened.value
  const base = {
    agent: agentOf('mo', { kind: 'model', config }),
    title: 'Say hello',
    description: 'In a file.',
  }
  let attempt = 0
  const run = async (context: Partial<AttemptContext> = {}, signal = new AbortController().signal) => {
    attempt += 1
    const own = { attemptNumber: attempt, attemptId: `run_1/task-001#${attempt}` as const }
    return collect(adapter, contextOf({ ...base, ...own, ...context }), signal)
  }
  return {
    ...{ server, dataDir, folder, adapter, run },
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    /** All files of the data folder, except the records of changes. */
    files: () => filesBelow(dataDir).filter((name) => !name.startsWith('workspaces/run_1.history/')),
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false)
    .toSorted()

export const lastOf = (said: readonly AttemptSignal[]): AttemptSignal => {
  const last = said.at(-1)
  if (last === undefined) throw new Error('Nothing was said')
  return last
}

export function resultOf(said: readonly AttemptSignal[]) {
  const last = lastOf(said)
  if (last.type !== 'result') throw new Error(`No result: ${JSON.stringify(last)}`)
  return last.result
}

/** The question to a person, as stored by the engine. */
export function questionOf(said: readonly AttemptSignal[]) {
  const last = lastOf(said)
  if (last.type !== 'question') throw new Error(`No question: ${JSON.stringify(last)}`)
  return questionSchema.parse(JSON.parse(JSON.stringify(last.question)))
}
