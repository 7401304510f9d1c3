import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandOptions, createCommandAdapter } from '../../../src-main/agents/command/adapter.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { loadConfig } from '../../../src-main/boot/config.ts'
import type { AttemptContext, AttemptSignal } from '../../../src-main/engine/ports.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { agentOf, createTempDir } from '../../support/engine.ts'
import { listWorkingIn } from '../../support/survivors.ts'
import { contextOf } from '../builders.ts'

/** Environment of these programs, instead of the environment of the tests. */
export const environment = {
  PATH: process.env.PATH ?? '',
  LANG: 'C.UTF-8',
  SWITCHYARD_TOKEN: 'canary-token',
  OPENAI_API_KEY: 'canary-key',
  ASKED_FOR: 'passed on',
}

/** A data folder with Node programs, and the command adapter. */
export function createPrograms(options: Partial<CommandOptions> = {}) {
  const dataDir = createTempDir()
  const scripts = join(dataDir, 'scripts')
  mkdirSync(scripts)
  const { readVariables } = loadConfig({ appRoot: dataDir, version: '0' }, environment)
  const adapter = createCommandAdapter({
    dataDir,
    workspaces: createWorkspaces({ dataDir }),
    clock: systemClock,
    readVariables,
    ...options,
  })
  let count = 0

  /** Command of a Node program with this source text. */
  function script(text: string, ...args: string[]): string[] {
    count += 1
    const file = join(scripts, `program-${count}.mjs`)
    writeFileSync(file, text)
    return [process.execPath, file, ...args]
  }

  async function run(
    config: Record<string, Json>,
    overrides: Partial<AttemptContext> = {},
    signal = new AbortController().signal,
  ) {
    const agent = agentOf('tool', { kind: 'command', effectClass: 'once', config })
    const said: AttemptSignal[] = []
    for await (const each of adapter.start(contextOf({ agent, ...overrides }), signal)) said.push(each)
    return readSaid(said)
  }

  return {
    dataDir,
    adapter,
    script,
    run,
    workspace: join(dataDir, 'workspaces', 'run_1'),
    /** Processes of this folder that are still running. */
    survivors: () => listWorkingIn(dataDir),
  }
}

export function readSaid(said: readonly AttemptSignal[]) {
  const last = said.at(-1)
  return {
    said,
    last,
    logs: said.flatMap((each) => (each.type === 'log' ? [each] : [])),
    result: last?.type === 'result' ? last.result : null,
    failure: last?.type === 'failure' ? last.failure : null,
  }
}

/** Runs for a minute, so the test must stop the program. */
export const longLived = 'setTimeout(() => {}, 60_000)'
