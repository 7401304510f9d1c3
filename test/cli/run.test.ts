import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

/** Arguments for a plan with one task, which this program runs. */
function planOf(command: string[], more: object = {}) {
  const dir = createTempDir()
  const [plan, agents] = [join(dir, 'one.plan.json'), join(dir, 'one.agents.json')]
  const task = { task_id: 'a', description: 'Do a', required_skills: [], retry: { max_attempts: 1 }, ...more }
  const tool = { id: 'tool', name: 'Tool', kind: 'command', skills: [], config: { command } }
  writeFileSync(plan, JSON.stringify({ plan_id: 'one', tasks: [task] }))
  writeFileSync(agents, JSON.stringify({ agents: [tool] }))
  return { args: [plan, '--agents', agents] }
}

describe('switchyard run', () => {
  it("runs the example's two tasks with two agents, prints one JSON document and exits with 0", async () => {
    const dataDir = createTempDir()
    const { code, stdout, stderr } = await switchyard(
      ['run', sample('onboarding.plan.json'), '--json'],
      dataDir,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { build, run } = JSON.parse(stdout)
    expect(build).toMatchObject({
      status: 'executing',
      delegated_tasks: [
        { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        { task_id: 'task-002', assigned_agent: 'hal', delegation_task_id: 'task-002-delegated' },
      ],
    })
    expect(run).toMatchObject({ status: 'done', tasks: [{ status: 'done' }, { status: 'done' }] })
    expect(run.tasks[0].result.text).toMatch(/VPN/)

    const read = await switchyard(['memory', 'read', build.memory_id, '--json'], dataDir)
    expect(read.code).toBe(0)
    expect(JSON.parse(read.stdout)).toMatchObject({
      agent_id: 'orchestrator',
      type: 'build_log',
      task_id: 'plan-87234',
    })
    expect((await switchyard(['memory', 'read', build.memory_id], dataDir)).stdout).toContain('"build_log"')
    const listed = (await switchyard(['memory', 'list', '--type', 'build_log'], dataDir)).stdout
    expect(listed).toMatch(/ {2}build_log {2}plan-87234 {2}Succeeded$/m)
    expect((await switchyard(['log', '--limit', '3'], dataDir)).stdout).toContain('run.settled')
  })

  it('exits with 3 and the reason when a task has no agent', async () => {
    const { code, stdout } = await switchyard(['run', sample('missing-skill.plan.json')])
    expect(code).toBe(3)
    expect(stdout).toContain('No qualified agent found: Agent lacks required skills: translation.')
  })

  it('exits with 4 at a gate; after the answer, the run continues to its end', async () => {
    const dataDir = createTempDir()
    const plan = join(dataDir, 'gated.plan.json')
    writeFileSync(
      plan,
      JSON.stringify({
        plan_id: 'gated',
        tasks: [
          {
            task_id: 'a',
            description: 'Reflect: once',
            required_skills: ['reflection'],
            requires_approval: true,
          },
        ],
      }),
    )
    expect((await switchyard(['run', plan], dataDir)).code).toBe(4)
    const gates = JSON.parse((await switchyard(['gates', '--json'], dataDir)).stdout)
    expect(gates).toHaveLength(1)
    expect((await switchyard(['answer', gates[0].id, 'approve'], dataDir)).code).toBe(0)
    const resumed = await switchyard(['resume', '--json'], dataDir)
    expect(resumed.code).toBe(0)
    const { run } = JSON.parse(resumed.stdout)
    if (run !== null) expect(run.status).toBe('done')
  })

  it('starts no work in a command that only reads or answers', async () => {
    const dataDir = createTempDir()
    const plan = join(dataDir, 'gated.plan.json')
    const task = {
      task_id: 'a',
      description: 'Reflect: once',
      required_skills: ['reflection'],
      requires_approval: true,
    }
    writeFileSync(plan, JSON.stringify({ plan_id: 'gated', tasks: [task] }))
    await switchyard(['run', plan], dataDir)
    const [gate] = JSON.parse((await switchyard(['gates', '--json'], dataDir)).stdout)
    await switchyard(['answer', gate.id, 'approve'], dataDir)
    expect((await switchyard(['log', '--json'], dataDir)).stdout).not.toContain('attempt.started')
    expect((await switchyard(['resume'], dataDir)).code).toBe(0)
  })

  it('changes nothing when it refuses a request', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'tasks.json')
    const tasks = [
      { id: 1, title: 'One', dependencies: [2] },
      { id: 2, title: 'Two', dependencies: [1] },
    ]
    writeFileSync(file, JSON.stringify({ tasks }))
    const { code, stderr } = await switchyard(
      ['run', file, '--simulate', '--agents', sample('scripted.agents.json')],
      dataDir,
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/1 → 2 → 1|2 → 1 → 2/)
    const log = (await switchyard(['log', '--json'], dataDir)).stdout
    expect(log).not.toContain('plan.published')
    expect(log).not.toContain('simulated-1')
  })

  it('refuses a roster of simulated agents without --simulate, and simulates with it', async () => {
    const dataDir = createTempDir()
    const file = join(dataDir, 'tasks.json')
    writeFileSync(file, JSON.stringify({ tasks: [{ id: 1, title: 'One' }] }))
    const agents = ['--agents', sample('scripted.agents.json')]
    const refused = await switchyard(['run', file, ...agents], dataDir)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('Simulated agents work in simulations only.')
    expect(refused.stderr).toContain('--simulate')
    expect((await switchyard(['log', '--json'], dataDir)).stdout).not.toContain('plan.published')
    const played = await switchyard(['run', file, '--simulate', ...agents], dataDir)
    expect(played).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Simulation\. .*1 of 1 tasks done/),
    })
    expect((await switchyard(['runs'], dataDir)).stdout).toContain('(simulation)')
  })

  it('exits with 1 if the run failed', async () => {
    const { args } = planOf([process.execPath, '-e', 'process.exit(3)'])
    const { code, stdout } = await switchyard(['run', ...args])
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^Failed: 0 of 1 tasks done/m),
    })
  })

  it('exits with 1 if the run was rejected', { timeout: 60_000 }, async () => {
    const dataDir = createTempDir()
    const { args } = planOf([process.execPath, '-e', ''], { requires_approval: true })
    expect((await switchyard(['run', ...args], dataDir)).code).toBe(4)
    const [gate] = JSON.parse((await switchyard(['gates', '--json'], dataDir)).stdout)
    expect((await switchyard(['answer', gate.id, 'reject'], dataDir)).code).toBe(0)
    const { code, stdout } = await switchyard(['resume', gate.runId], dataDir)
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^Rejected: 0 of 1 tasks done/m),
    })
  })

  it('exits with 1 if the run was cancelled', async () => {
    const { app } = await serveTestApp()
    const { args } = planOf([process.execPath, '-e', 'setInterval(() => {}, 60_000)'])
    const running = switchyard(['run', ...args], app.dataDir)
    const list = () => app.client.runs.list({})
    await expect.poll(async () => (await list())[0]?.counts.in_progress, { timeout: 20_000 }).toBe(1)
    await app.client.runs.cancel({ runId: (await list())[0]?.id ?? '' })
    const { code, stdout } = await running
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(/^Cancelled: 0 of 1 tasks done/m),
    })
  })

  const broken: Record<string, [code: string, text: string]> = {
    'malformed JSON': ['E_JSON', '{\n  "plan_id": "p",\n  "tasks": [,]\n}'],
    'an unknown field': ['E_UNKNOWN_FIELD', '{ "plan_id": "p", "tasks": [], "titel": "x" }'],
    'a file that is no plan': ['E_FORMAT', '{ "hello": "world" }'],
    'no tasks': ['E_PLAN_SIZE', '{ "plan_id": "p", "tasks": [] }'],
  }
  for (const [what, [code, text]] of Object.entries(broken)) {
    it(`refuses ${what} with exit code 2 and ${code}`, async () => {
      const file = join(createTempDir(), 'broken.json')
      writeFileSync(file, text)
      const { code: exit, stdout } = await switchyard(['run', file, '--json'])
      expect(exit).toBe(2)
      expect(JSON.parse(stdout)).toMatchObject({
        error: { code, message: expect.any(String), hint: expect.any(String) },
      })
    })
  }

  it('names the unreadable file', async () => {
    const { code, stderr } = await switchyard(['run', 'nowhere.json'])
    expect(code).toBe(2)
    expect(stderr).toContain('Cannot read nowhere.json: no such file.')
  })

  it('uses the running app of the data folder', async () => {
    const { app } = await serveTestApp()
    const { code } = await switchyard(['run', sample('onboarding.plan.json')], app.dataDir)
    expect(code).toBe(0)
    expect(await app.client.runs.list({})).toMatchObject([{ status: 'done', planKey: 'plan-87234' }])
  })
})
