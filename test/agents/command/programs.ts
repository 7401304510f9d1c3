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

/** What these programs are started with, in place of the environment of the tests. */
export const environment = {
  PATH: process.env.PATH ?? '',
  LANG: 'C.UTF-8',
  SWITCHYARD_TOKEN: 'canary-token',
  OPENAI_API_KEY: 'canary-key',
  ASKED_FOR: 'passed on',
}

/** A data folder and programs in it, each a script of Node, with the adapter over them. */
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

  /** The command of a program with this text. */
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
    /** Of all programs of this folder, those that are still there. */
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

/** Works on for a minute: somebody must end it. */
export const longLived = 'setTimeout(() => {}, 60_000)'
