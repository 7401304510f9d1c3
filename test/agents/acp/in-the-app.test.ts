import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { listWorkingIn } from '../../support/survivors.ts'
import { until as comes, fakeAgent } from './coders.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const coder = (config: Json) => ({ id: 'coder', name: 'Coder', kind: 'acp' as const, skills: [], config })
const commandOf = (scenario: string) => [process.execPath, fakeAgent, scenario]

async function start({ client }: App, scenario: string, more: object = {}) {
  const diary = join(createTempDir(), 'diary')
  writeFileSync(diary, '')
  const task = { task_id: 'a', description: 'Do a', required_skills: [], ...more }
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [task] },
    roster: [coder({ command: [...commandOf(scenario), diary] })],
  })
  return runId
}

async function until({ client }: App, runId: string, status: string) {
  for (const end = systemClock.now() + 20_000; ; ) {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    if (detail.task.status === status) return detail
    if (systemClock.now() > end) throw new Error(`It is ${detail.task.status}`)
    await systemClock.sleep(20)
  }
}

async function answer({ client }: App, runId: string, given: 'approve' | 'reject') {
  const { approval } = await client.runs.getTask({ runId, taskKey: 'a' })
  const { id: approvalId = '', hash = '' } = approval ?? {}
  await client.runs.answerApproval({ approvalId, hash, answer: given })
}

describe('an agent of kind acp', () => {
  it('is refused at registration if its config is invalid, with the field', async () => {
    const { client } = await bootTestApp()
    const configs: [Json, string][] = [
      [{}, 'agents[0].config.command'],
      [{ command: ['./tool'] }, 'agents[0].config.command[0]'],
      [{ command: ['gemini'], in: 'project' }, 'agents[0].config.in'],
      [{ command: ['gemini'], permissions: { edit: 'yes' } }, 'agents[0].config.permissions.edit'],
      [{ command: ['gemini'], permissions: { fly: 'ask' } }, 'agents[0].config.permissions.fly'],
      [
        { command: ['gemini'], env: { SWITCHYARD_ATTEMPT: 'mine' } },
        'agents[0].config.env.SWITCHYARD_ATTEMPT',
      ],
    ]
    for (const [config, field] of configs) {
      await expect(client.agents.register({ agents: [coder(config)] }), field).rejects.toMatchObject({
        data: { field },
      })
    }
  })

  it.each([
    ['approve', true],
    ['reject', false],
  ] as const)('carries out a request only after approval: %s', async (given, isWritten) => {
    const app = await bootTestApp()
    const runId = await start(app, 'asks')
    const { approval, attempts } = await until(app, runId, 'awaiting_input')
    expect(approval).toMatchObject({ kind: 'permission', subject: { kind: 'edit', title: 'Write a.txt' } })
    expect(attempts[0]?.status).toBe('parked')
    await answer(app, runId, given)
    const ended = await until(app, runId, 'done')
    expect(ended.attempts.at(-1)?.result?.text).toBe(isWritten ? 'chosen: yes' : 'chosen: no')
    expect(existsSync(join(app.dataDir, 'workspaces', runId, 'a.txt'))).toBe(isWritten)
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('is stopped when its run is cancelled while a question is open', async () => {
    const app = await bootTestApp()
    const runId = await start(app, 'asks')
    await until(app, runId, 'awaiting_input')
    expect(listWorkingIn(app.dataDir)).toHaveLength(1)
    await app.client.runs.cancel({ runId })
    await until(app, runId, 'cancelled')
    await comes(() => listWorkingIn(app.dataDir).length === 0)
  })

  it('continues after a restart with the stored answer when it repeats the request', async () => {
    const first = await bootTestApp()
    const runId = await start(first, 'asks')
    await until(first, runId, 'awaiting_input')
    await first.close()
    expect(listWorkingIn(first.dataDir)).toEqual([])
    const second = await bootTestApp({ dataDir: first.dataDir })
    await answer(second, runId, 'approve')
    const { attempts } = await until(second, runId, 'done')
    expect(attempts.at(-1)?.result?.text).toBe('chosen: yes')
  })

  it.runIf(process.platform === 'linux')(
    'is stopped by the next start if Switchyard was killed while a question was open',
    async () => {
      const dataDir = createTempDir()
      const file = join(import.meta.dirname, '../command/victim.ts')
      const diary = join(createTempDir(), 'diary')
      writeFileSync(diary, '')
      const command = [...commandOf('clings'), diary]
      const roster = JSON.stringify({ ...coder({ command }), effectClass: 'once' })
      const stdio = ['ignore', 'pipe', 'inherit'] as const
      const victim = spawn(process.execPath, [file, dataDir, roster], { stdio: [...stdio] })
      const runId = await new Promise<string>((resolve) =>
        victim.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim())),
      )
      await comes(() => readFileSync(diary, 'utf8').includes('prompted'))
      victim.kill('SIGKILL')
      await new Promise((resolve) => victim.once('close', resolve))
      expect(listWorkingIn(dataDir)).toHaveLength(1)
      const app = await bootTestApp({ dataDir })
      expect(listWorkingIn(dataDir)).toEqual([])
      expect((await app.client.runs.getTask({ runId, taskKey: 'a' })).task.status).not.toBe('done')
    },
  )

  it('asks for a further permission in another gate', async () => {
    const app = await bootTestApp()
    const runId = await start(app, 'asksTwice')
    const { approval: first } = await until(app, runId, 'awaiting_input')
    await answer(app, runId, 'approve')
    for (const end = systemClock.now() + 20_000; ; ) {
      const { approval } = await app.client.runs.getTask({ runId, taskKey: 'a' })
      if (approval !== null && approval.id !== first?.id) break
      if (systemClock.now() > end) throw new Error('It did not ask again')
      await systemClock.sleep(20)
    }
    await answer(app, runId, 'reject')
    const { attempts } = await until(app, runId, 'done')
    expect(attempts.at(-1)?.result?.text).toBe('chosen: yes, no')
  })
})
