import { describe, expect, it } from 'vitest'
import { changeFields } from '../../src-main/planning/lint/change-fields.ts'
import { serveRest } from './rest.ts'

const task = (id: string, over: object = {}) => ({
  ...{
    task_id: id,
    title: `Write ${id}`,
    description: 'Done when it is there.',
    required_skills: ['summarization'],
  },
  ...over,
})

const planOf = (...tasks: unknown[]) => ({ plan_id: 'book', title: 'A book', tasks })

async function check(request: unknown) {
  const { call } = await serveRest()
  const { status, body } = await call('POST', '/api/v1/plans/check', { request })
  expect(status).toBe(200)
  return body.findings
}

async function fix(request: unknown, how: object) {
  const { call } = await serveRest()
  return call('POST', '/api/v1/plans/fix', { request, ...how })
}

describe('a plan file with invalid fields', () => {
  it('is checked completely: each invalid field is a finding, next to the other problems', async () => {
    const request = planOf(
      task('a', { priorty: 'high', estimate_ms: -1, depends_on: ['c'] }),
      task('b', { priority: 'urgent', due_at: 'soon', depends_on: 'a' }),
      task('c', { dependencies: ['a'], colour: 'red', required_skills: 'summarization' }),
      'nothing',
    )
    const findings = await check({ ...request, parallel_limit: 5000 })
    expect(findings.map(({ code, place }: { code: string; place: string }) => `${code} ${place}`)).toEqual([
      'out_of_range parallel_limit',
      'out_of_range tasks[0].estimate_ms',
      'unknown_field tasks[0].priorty',
      'wrong_type tasks[1].depends_on',
      'wrong_type tasks[1].priority',
      'bad_date tasks[1].due_at',
      'wrong_type tasks[2].required_skills',
      'unknown_field tasks[2].dependencies',
      'unknown_field tasks[2].colour',
      'wrong_type tasks[3]',
      'cycle null',
    ])
  })

  it('names the task by title and key, and describes the complete problem', async () => {
    const title = 'Write the chapter in which everybody meets, and nobody knows yet what for'
    const [finding] = await check(planOf(task('a', { title, priority: 'urgent' })))
    expect(finding).toMatchObject({ severity: 'error', taskKeys: ['a'], place: 'tasks[0].priority' })
    expect(finding.message).toBe(
      `"${title}" (a): tasks[0].priority must be one of: critical, high, medium, low. Use one of these values.`,
    )
  })

  it('offers fixes that name the field and its new value', async () => {
    const odd = { priorty: 'high', requires_approval: 'yes', estimate_ms: -5, colour: 'red' }
    const findings = await check(planOf(task('a', odd), { description: 'Read it. Done when read.' }))
    const titles = findings.flatMap(({ fixes }: { fixes: { title: string }[] }) =>
      fixes.map(({ title }) => title),
    )
    expect(titles).toEqual([
      'Set tasks[0].requires_approval to true',
      'Remove tasks[0].requires_approval',
      'Set tasks[0].estimate_ms to 0',
      'Remove tasks[0].estimate_ms',
      'Rename tasks[0].priorty to "priority"',
      'Remove tasks[0].priorty',
      'Remove tasks[0].colour',
      'Set tasks[1].task_id to "task-002"',
      'Set tasks[1].required_skills to an empty list',
    ])
  })

  it('finds tasks under another field name', async () => {
    const { plan_id, tasks } = planOf(task('a', { required_skills: ['magic'] }))
    const findings = await check({ plan_id, task: tasks })
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(['unknown_field', 'unknown_skill'])
    expect(findings[0].message).toBe('Unknown field "task". Did you mean "tasks"?')
  })

  it('is fixed if safe: misspelled names, equal values of another type, empty fields', async () => {
    const request = planOf(
      task('a', { dependsOn: [], requires_approval: 'true', notes: 'none' }),
      { description: 'Read it. Done when read.', required_skills: ['summarization'], dependencies: 'a' },
      task('c', { priorty: 'criticl' }),
    )
    const { status, body } = await fix(request, { allSafe: true })
    expect({ status, body }).toMatchObject({ status: 200 })
    expect(body.document.tasks).toMatchObject([
      { key: 'a', requiresApproval: true },
      { key: 'task-002', dependsOn: ['a'] },
      { key: 'c', priority: 'critical' },
    ])
    expect(body.applied).toContain('unknown_field:tasks[1].dependencies/rename')
    expect(body.findings).toEqual([])
  })

  it('is not written if data would be lost without a request', async () => {
    const request = planOf(task('a', { priority: 'urgent', gate: { question: 'Now?', quorun: 2 } }))
    const refused = await fix(request, { allSafe: true })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'E_TYPE' } } })
    expect(refused.body.error.message).toContain('tasks[0].priority')
    expect((await fix(planOf(task('a', { gate: { when: 'later' } })), { allSafe: true })).status).toBe(400)
    expect(refused.body.error.hint).toContain('wrong_type:tasks[0].priority/leave_out')
    const fixes = ['wrong_type:tasks[0].priority/leave_out', 'unknown_field:tasks[0].gate.quorun/rename']
    const { body } = await fix(request, { fixes })
    expect(body.document.tasks).toMatchObject([{ priority: 'medium', gate: { question: 'Now?', quorum: 2 } }])
    expect([...body.applied].sort()).toEqual([...fixes].sort())
    const both = await fix(request, { fixes: fixes.slice(0, 1), allSafe: true })
    expect([...both.body.applied].sort()).toEqual([...fixes].sort())
  })

  it('keeps a misspelled field next to the correct field until a person removes it', async () => {
    const request = planOf(task('a'), task('b', { depends_on: [], dependencies: ['a'] }))
    expect((await fix(request, { allSafe: true })).status).toBe(400)
    const { body } = await fix(request, { fixes: ['unknown_field:tasks[1].dependencies/leave_out'] })
    expect(body.document.tasks[1].dependsOn).toEqual([])
  })

  it('is read completely for any content', async () => {
    for (const odd of [null, 7, [], {}, 'x', [null], { a: { b: [{}] } }]) {
      expect((await check({ plan_id: odd, tasks: odd, budget: odd, title: odd })).length).toBeGreaterThan(0)
      const fields = [
        'task_id',
        'description',
        'required_skills',
        'gate',
        'retry',
        'budget',
        'tags',
        'condition',
        'join',
      ]
      const tasks = fields.map((field) => task(field, { [field]: odd }))
      await check(planOf(...tasks))
    }
  })

  it('of 20,000 tasks with a problem each is read in time', async () => {
    const tasks = Array.from({ length: 20_000 }, (_, at) => task(`t${at}`, { priorty: 'high' }))
    const start = process.cpuUsage()
    expect(await check(planOf(...tasks))).toHaveLength(20_000)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1e6).toBeLessThan(15)
  })
})

describe('the cycles of a plan', () => {
  const request = planOf(task('a', { depends_on: ['b'] }), task('b', { depends_on: ['a'] }))

  it('stay after all safe fixes, unless they are named', async () => {
    const safe = await fix(request, { allSafe: true })
    expect(safe.body).toMatchObject({ applied: [], findings: [{ code: 'cycle' }] })
    const all = await fix(request, { allSafe: true, cycles: true })
    expect(all.body).toMatchObject({ applied: ['cycle:a:b/drop_dependency'], findings: [] })
  })
})

describe('changeFields', () => {
  it('removes several list items by their original indexes, without changing its input', () => {
    const file = { tags: ['a', 1, 'b', 2] }
    const changes = [1, 3].map((at) => ({ type: 'drop_field', path: ['tags', at] }) as const)
    expect(changeFields(file, changes)).toEqual({ tags: ['a', 'b'] })
    expect(file.tags).toHaveLength(4)
  })

  it('ignores missing paths and inherited properties', () => {
    const changes = [
      { type: 'set_field', path: ['a', 'b'], to: 1 },
      { type: 'set_field', path: ['__proto__', 'x'], to: 1 },
    ] as const
    expect(changeFields({ c: 1 }, changes)).toEqual({ c: 1 })
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })
})
