import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAcpAdapter } from '../../../src-main/agents/acp/adapter.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { loadConfig } from '../../../src-main/boot/config.ts'
import type { AttemptContext, AttemptSignal } from '../../../src-main/engine/ports.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { agentOf, createTempDir } from '../../support/engine.ts'
import { listWorkingIn } from '../../support/survivors.ts'
import { contextOf } from '../builders.ts'
import { environment, readSaid } from '../command/programs.ts'

export const fakeAgent = join(import.meta.dirname, 'fake-agent.mjs')

/** A data folder with the ACP adapter, and coding agents that follow a scenario of `fake-agent.ts`. */
export function createCoders({ dataDir = createTempDir() } = {}) {
  const folder = join(dataDir, 'diaries')
  mkdirSync(folder, { recursive: true })
  const diary = join(folder, 'diary')
  if (!existsSync(diary)) writeFileSync(diary, '')
  const { readVariables } = loadConfig({ appRoot: dataDir, version: '0' }, environment)
  const createAdapter = () =>
    createAcpAdapter({
      ...{ dataDir, clock: systemClock, readVariables, version: '0' },
      workspaces: createWorkspaces({ dataDir }),
    })
  let adapter = createAdapter()
  const workspace = join(dataDir, 'workspaces', 'run_1')

  async function run(
    scenario: string,
    {
      config = {} as Record<string, Json>,
      ...overrides
    }: Partial<AttemptContext> & { config?: Record<string, Json> } = {},
    signal = new AbortController().signal,
  ) {
    const command = [process.execPath, fakeAgent, scenario, diary]
    const agent = agentOf('coder', { kind: 'acp', effectClass: 'once', config: { command, ...config } })
    const said: AttemptSignal[] = []
    for await (const each of adapter.start(contextOf({ agent, ...overrides }), signal)) {
      said.push(each)
      if (each.type === 'question') break
    }
    const last = said.at(-1)
    return { ...readSaid(said), question: last?.type === 'question' ? last.question : null }
  }

  type Asked = Awaited<ReturnType<typeof run>>

  return {
    dataDir,
    workspace,
    run,
    /** The next attempt at a task, with an answer to the question of the previous attempt. */
    answer(
      scenario: string,
      { question }: Asked,
      isAllowed: boolean,
      {
        attemptNumber = 2,
        answers = [] as AttemptContext['answers'],
        config = {} as Record<string, Json>,
      } = {},
    ) {
      if (question === null) throw new Error('It did not ask')
      const one = { question: question.text, text: null, values: null, isAllowed }
      return run(scenario, {
        ...{ config, attemptNumber, attemptId: `run_1/task-001#${attemptNumber}` as const },
        answers: [...answers, one],
        memo: question.memo ?? null,
      })
    },
    /** Simulates a restart after a kill: all in-memory state is lost. */
    async restart() {
      for (const pid of listWorkingIn(dataDir)) process.kill(pid, 'SIGKILL')
      await until(() => listWorkingIn(dataDir).length === 0)
      adapter = createAdapter()
    },
    release: () => adapter.release?.('run_1/task-001'),
    /** Lines that the agent wrote to its diary. */
    diary: () => readFileSync(diary, 'utf8').trim().split('\n'),
    read: (name: string) => readFileSync(join(workspace, name), 'utf8'),
    has: (name: string) => existsSync(join(workspace, name)),
    survivors: () => listWorkingIn(dataDir),
  }
}

/** Polls a condition outside this process. */
export async function until(is: () => boolean): Promise<void> {
  for (const end = systemClock.now() + 15_000; !is(); ) {
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(10)
  }
}
