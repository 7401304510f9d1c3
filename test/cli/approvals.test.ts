import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const task = (id: string, over: object = {}) => ({
  ...{ task_id: id, title: `Task ${id}`, description: 'Reflect: once', required_skills: ['reflection'] },
  ...over,
})

const made = { dataDir: mkdtempSync(join(tmpdir(), 'switchyard-gated-')), gates: '' }
beforeAll(async () => {
  const plan = join(made.dataDir, 'gated.plan.json')
  const tasks = [task('a', { requires_approval: true }), task('b', { depends_on: ['a'] })]
  writeFileSync(plan, JSON.stringify({ plan_id: 'gated', title: 'Gated', tasks }))
  await switchyard(['run', plan], made.dataDir)
  made.gates = (await switchyard(['gates', '--json'], made.dataDir)).stdout
  // The same timeout as a test; hooks have ten seconds by default.
}, 30_000)
afterAll(() => rmSync(made.dataDir, { recursive: true, force: true }))

/** A copy of a data folder with a run that is blocked by the gate of `a`. `b` depends on `a`. */
function standAtGate() {
  const dataDir = createTempDir()
  cpSync(made.dataDir, dataDir, { recursive: true })
  const [gate] = JSON.parse(made.gates)
  return { dataDir, gate }
}

describe('switchyard gates', () => {
  it('lists kind, answers and the beginning of the hash', async () => {
    const { dataDir, gate } = standAtGate()
    const { stdout } = await switchyard(['gates'], dataDir)
    expect(stdout).toContain(gate.id)
    expect(stdout).toContain('[approve | edit | reject]')
    expect(stdout).toContain('task_gate')
    expect(stdout).toContain(`hash ${gate.hash.slice(0, 10)}`)
  })

  it('prints an executable command for each answer', async () => {
    const { dataDir, gate } = standAtGate()
    const { stdout } = await switchyard(['gates'], dataDir)
    const command = stdout.split('\n').find((line) => line.includes(' approve --hash '))
    const words = command?.trim().replace('npx switchyard ', '').split(' ') ?? []
    expect(words).toEqual(['answer', gate.id, 'approve', '--hash', gate.hash.slice(0, 10)])
    expect(await switchyard(words, dataDir)).toMatchObject({ code: 0 })
  })

  it('prints a question with several lines, and explains its form', async () => {
    const { app } = await serveTestApp()
    const form = [{ key: 'city', label: 'Which city?', type: 'text' as const, required: true }]
    const gate = { when: 'before' as const, question: 'Where to?\n\nIt is far.', form, assignee: "O'Hara" }
    const asked = task('x', { requires_approval: true, gate })
    await app.client.runs.start({ request: { plan_id: 'p', tasks: [asked] } })
    const { stdout } = await switchyard(['gates'], app.dataDir)
    expect(stdout).toContain('Where to?  [approve | reject]\n  It is far.\n')
    expect(stdout).not.toContain('··')
    expect(stdout).toContain(`--by 'O'\\''Hara' --response '{"city":"…"}'`)
  })
})

describe('switchyard answer', () => {
  it('shows the approved content if no hash is given', async () => {
    const { dataDir, gate } = standAtGate()
    const { code, stdout } = await switchyard(['answer', gate.id, 'reject', '--note', 'Not now'], dataDir)
    expect(code).toBe(0)
    expect(stdout).toContain('\n  Task a\n  Reflect: once\n')
    expect(stdout).not.toContain('{')
    expect(stdout).toContain('reject: skips 1 task')
    const log = await switchyard(['log', '--json'], dataDir)
    expect(log.stdout).toContain('Not now')
  })

  it('accepts the beginning of the approved hash, and refuses another hash', async () => {
    const { dataDir, gate } = standAtGate()
    const stale = await switchyard(['answer', gate.id, 'approve', '--hash', '0123456789', '--json'], dataDir)
    expect(stale.code).toBe(2)
    expect(JSON.parse(stale.stdout)).toMatchObject({ error: { code: 'E_STALE' } })
    const seen = await switchyard(
      ['answer', gate.id, 'approve', '--hash', gate.hash.slice(0, 10), '--by', 'ann', '--json'],
      dataDir,
    )
    expect(seen.code).toBe(0)
    expect(JSON.parse(seen.stdout)).toMatchObject({ answer: 'approve', answeredBy: 'ann' })
  })

  it('sends an edit, and refuses a response with invalid JSON', async () => {
    const { dataDir, gate } = standAtGate()
    const broken = await switchyard(['answer', gate.id, 'edit', '--response', '{', '--json'], dataDir)
    expect(broken).toMatchObject({ code: 2 })
    expect(JSON.parse(broken.stdout)).toMatchObject({ error: { code: 'E_JSON' } })
    const response = JSON.stringify({ title: 'Task a, but better' })
    const edited = await switchyard(['answer', gate.id, 'edit', '--response', response, '--json'], dataDir)
    expect(JSON.parse(edited.stdout)).toMatchObject({
      answer: 'edit',
      response: { title: 'Task a, but better' },
    })
  })

  it('exits with 2 for an invalid answer and an unknown gate', async () => {
    const dataDir = createTempDir()
    expect((await switchyard(['answer', 'gate_x', 'perhaps'], dataDir)).code).toBe(2)
    const missing = await switchyard(['answer', 'gate_x', 'approve', '--json'], dataDir)
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'E_APPROVAL_UNKNOWN' } })
  })

  it('shows earlier approvals of a quorum, and opens the gate with the last one', async () => {
    const { app } = await serveTestApp()
    const { runId } = await app.client.runs.start({
      request: { plan_id: 'p', tasks: [task('x', { requires_approval: true })] },
    })
    const gate = { when: 'before' as const, quorum: 2 }
    await app.client.runs.addTasks({
      runId,
      tasks: [{ key: 'two', title: 'Two', requiredSkills: ['reflection'], requiresApproval: true, gate }],
      links: [],
    })
    const open = await app.client.runs.listApprovals()
    const { id = '' } = open.find(({ taskKey }) => taskKey === 'two') ?? {}
    const first = await switchyard(['answer', id, 'approve', '--by', 'ann'], app.dataDir)
    expect(first.stdout).toContain('1 of 2 approved: ann')
    expect((await switchyard(['gates'], app.dataDir)).stdout).toContain('1 of 2 approved')
    const second = await switchyard(['answer', id, 'approve', '--by', 'bob'], app.dataDir)
    expect(second.stdout).toContain('Answered with approve.')
  })
})

describe('switchyard delegate', () => {
  it('lets only the other person answer', async () => {
    const { dataDir, gate } = standAtGate()
    const delegated = await switchyard(['delegate', gate.id, 'Ada'], dataDir)
    expect(delegated.code).toBe(0)
    expect(delegated.stdout).toContain('Delegated to Ada.')
    expect((await switchyard(['answer', gate.id, 'approve'], dataDir)).code).toBe(2)
    expect((await switchyard(['answer', gate.id, 'approve', '--by', 'Ada'], dataDir)).code).toBe(0)
  })
})

describe('switchyard unblock', () => {
  it('continues a task that its agent reported as blocked, and refuses other tasks', async () => {
    const { dataDir, gate } = standAtGate()
    const refused = await switchyard(['unblock', gate.runId, 'a', '--json'], dataDir)
    expect(refused.code).toBe(2)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'E_STATE' } })
    const { app, call } = await serveTestApp()
    const worker = { id: 'w', name: 'W', kind: 'external' as const, skills: ['digging'] }
    const tasks = [task('x', { required_skills: ['digging'] })]
    const { runId } = await app.client.runs.start({ request: { plan_id: 'p', tasks }, roster: [worker] })
    const id = encodeURIComponent(`${runId}/x`)
    const taken = await call('POST', `/api/v1/work/agents/w/tasks/${id}/execute`, {})
    const said = { token: taken.body.token, progress: 1, status: 'BLOCKED', message: 'No spade' }
    await call('POST', `/api/v1/work/tasks/${id}/progress`, said)
    const explained = await switchyard(['explain'], app.dataDir)
    expect(explained.stdout).toContain(`npx switchyard unblock ${runId} x`)
    const { code, stdout } = await switchyard(['unblock', runId, 'x'], app.dataDir)
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Unblocked x.') })
    const { tasks: now } = await app.client.runs.get({ runId })
    expect(now).toMatchObject([{ key: 'x', status: 'todo' }])
  })
})

describe('switchyard pause, unpause and stop', () => {
  it('pauses, continues and stops a run, with one JSON document each', async () => {
    const { dataDir, gate } = standAtGate()
    const hold = async (name: string) => {
      const { code, stdout } = await switchyard([name, gate.runId, '--json'], dataDir)
      return { code, document: JSON.parse(stdout) }
    }
    expect(await hold('pause')).toMatchObject({ code: 0, document: { status: 'paused' } })
    expect(await hold('pause')).toMatchObject({ code: 2, document: { error: { code: 'E_STATE' } } })
    const resumed = await switchyard(['resume', gate.runId], dataDir)
    expect(resumed).toMatchObject({ code: 4 })
    expect(resumed.stdout).toContain(`Resume: npx switchyard resume ${gate.runId}`)
    expect(await hold('pause')).toMatchObject({ code: 0, document: { status: 'paused' } })
    expect(await hold('unpause')).toMatchObject({ code: 0, document: { status: 'waiting' } })
    expect(await hold('stop')).toMatchObject({ code: 0, document: { status: 'cancelled' } })
    expect(await switchyard(['gates', '--json'], dataDir)).toMatchObject({ stdout: '[]\n' })
  })

  it('exits with 2 for an unknown run', async () => {
    const { code, stderr } = await switchyard(['pause', 'run_nothing'])
    expect(code).toBe(2)
    expect(stderr).toContain('E_NOT_FOUND')
  })
})

describe('switchyard resume', () => {
  it('starts no work for an unknown run', async () => {
    const { dataDir, gate } = standAtGate()
    await switchyard(['answer', gate.id, 'approve', '--hash', gate.hash], dataDir)
    const { code, stderr } = await switchyard(['resume', 'run_unknown'], dataDir)
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('run_unknown') })
    const log = await switchyard(['log', '--json'], dataDir)
    expect(log.stdout).toContain('approval.answered')
    expect(log.stdout).not.toContain('attempt.started')
  })
})
