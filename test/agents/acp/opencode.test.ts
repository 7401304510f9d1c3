import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import { bootTestApp } from '../../support/app.ts'
import { type Move, openFakeCodingModel } from '../../support/fake-coding-model.ts'
import { findOpencode, opencodeEnv } from '../../support/opencode.ts'
import { listWorkingIn } from '../../support/survivors.ts'

const opencode = findOpencode()
if (opencode === null) console.warn('skipped: no opencode for this machine in node_modules')

async function start(moves: readonly Move[]) {
  const model = await openFakeCodingModel(moves)
  onTestFinished(() => model.close())
  const app = await bootTestApp()
  const env = opencodeEnv(model.baseURL)
  const { runId } = await app.client.runs.start({
    request: {
      plan_id: 'p',
      tasks: [{ task_id: 'a', title: 'Greet', description: 'Write hello.txt', required_skills: [] }],
    },
    roster: [
      {
        id: 'opencode',
        name: 'opencode',
        kind: 'acp',
        skills: [],
        config: { command: [opencode ?? '', 'acp'], env },
      },
    ],
  })
  const until = async (status: string, { client } = app) => {
    for (const end = systemClock.now() + 90_000; ; ) {
      const detail = await client.runs.getTask({ runId, taskKey: 'a' })
      if (detail.task.status === status) return detail
      if (detail.task.endedAt !== null || systemClock.now() > end) {
        throw new Error(`It is ${detail.task.status}: ${JSON.stringify(detail.attempts)}`)
      }
      await systemClock.sleep(50)
    }
  }
  return { app, model, until, file: join(app.dataDir, 'workspaces', runId, 'hello.txt') }
}

describe.runIf(opencode !== null)('opencode', () => {
  const write: Move = { call: 'write', arguments: { filePath: 'hello.txt', content: 'hello\nworld\n' } }

  it('asks before it writes a file, and writes the file after approval', { timeout: 120_000 }, async () => {
    const { app, until, file } = await start([write, { say: 'I wrote hello.txt.' }])
    const { approval } = await until('awaiting_input')
    expect(approval).toMatchObject({
      kind: 'permission',
      subject: { kind: 'edit', changes: [{ path: file, oldText: '', newText: 'hello\nworld\n' }] },
    })
    expect(existsSync(file)).toBe(false)
    const { id: approvalId = '', hash = '' } = approval ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'approve' })
    const { attempts } = await until('done')
    expect(readFileSync(file, 'utf8')).toBe('hello\nworld\n')
    expect(attempts.at(-1)?.result).toMatchObject({
      text: 'I wrote hello.txt.',
      data: {
        artifacts: [{ name: 'hello.txt', text: 'hello\nworld\n' }, { name: 'changes.diff' }],
        tokens: { input: 11, output: 7, total: 18 },
      },
    })
    // Two turns of the model, each with 11 input and 7 output tokens.
    expect(attempts.map(({ spent }) => spent?.amountMinor ?? 0).reduce((a, b) => a + b)).toBe(5000)
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('does not write the file after a rejection', { timeout: 120_000 }, async () => {
    const { app, until, file } = await start([write, { say: 'Then not.' }])
    const { approval } = await until('awaiting_input')
    const { id: approvalId = '', hash = '' } = approval ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'reject' })
    await until('done')
    expect(existsSync(file)).toBe(false)
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('continues its session after a restart, with the stored answer', {
    timeout: 240_000,
  }, async () => {
    const { app, model, until, file } = await start([write, write, { say: 'I wrote hello.txt.' }])
    const { approval } = await until('awaiting_input')
    await app.close()
    expect(listWorkingIn(app.dataDir)).toEqual([])
    const next = await bootTestApp({ dataDir: app.dataDir })
    const { id: approvalId = '', hash = '' } = approval ?? {}
    await next.client.runs.answerApproval({ approvalId, hash, answer: 'approve' })
    const { attempts } = await until('done', next)
    expect(attempts).toHaveLength(2)
    // The agent remembers the earlier messages, because its session was loaded.
    const told = model.chats.map(({ messages }) => messages.filter(({ role }) => role === 'user').length)
    expect(told).toEqual([1, 2, 2])
    expect(readFileSync(file, 'utf8')).toBe('hello\nworld\n')
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })
})
