import { describe, expect, it } from 'vitest'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { serveRest } from './rest.ts'

const aliases = '/api/v1/skills/aliases'
const task = (id: string, required_skills: string[]) => ({ task_id: id, description: id, required_skills })

describe('skill aliases', () => {
  it('are added, used for new builds, and removed', async () => {
    const { call } = await serveRest()
    const added = await call('POST', aliases, { alias: 'Condensing', skill: 'summarization' })
    expect(added).toEqual({ status: 200, body: [{ alias: 'condensing', skill: 'summarization' }] })
    expect((await call('GET', aliases)).body).toEqual(added.body)
    const request = { plan_id: 'p', tasks: [task('a', ['condensing'])] }
    const built = await call('POST', '/api/modules/orchestrator/build', request)
    expect(built.body.delegated_tasks).toMatchObject([{ assigned_agent: 'ash' }])
    expect((await call('DELETE', `${aliases}/condensing`)).body).toEqual([])
    const again = await call('POST', '/api/modules/orchestrator/build', request)
    expect(again.body.status).toBe('failed')
  })

  it('refuse a loop, an ambiguous word and an unknown word', async () => {
    const { call } = await serveRest()
    await call('POST', aliases, { alias: 'a', skill: 'b' })
    const loop = await call('POST', aliases, { alias: 'b', skill: 'a' })
    expect(loop).toMatchObject({ status: 422, body: { error: { code: 'E_DEP_CYCLE' } } })
    const other = await call('POST', aliases, { alias: 'a', skill: 'c' })
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'E_DUPLICATE_ID' } } })
    const absent = await call('DELETE', `${aliases}/z`)
    expect(absent).toMatchObject({ status: 404, body: { error: { code: 'E_NOT_FOUND' } } })
  })
})

describe('an alias for an existing skill', () => {
  const request = { plan_id: 'p', tasks: [task('a', ['postgres']), task('b', ['Database'])] }
  const dba = { id: 'dba', name: 'Dora', kind: 'person', skills: ['postgres'] } as const

  async function withAlias() {
    const rest = await serveRest()
    await rest.app.client.agents.register({ agents: [{ ...dba, skills: [...dba.skills] }] })
    await rest.call('POST', aliases, { alias: 'postgres', skill: 'database' })
    return rest
  }

  it('keeps the agent reachable by both words', async () => {
    const { call } = await withAlias()
    const { body } = await call('POST', '/api/modules/orchestrator/build', request)
    const assigned = body.delegated_tasks.map((each: { assigned_agent: string }) => each.assigned_agent)
    expect(assigned).toEqual(['dba', 'dba'])
  })

  it.each([['postgres'], ['database'], ['Database ']])(
    'lets verify_task qualify it for %j',
    async (skill) => {
      const { call } = await withAlias()
      const asked = { agent_id: 'dba', required_skills: [skill] }
      const { body } = await call('POST', '/api/agent/verify_task', asked)
      expect(body).toMatchObject({ qualified: true, missing_skills: [] })
    },
  )

  it('leaves no gap, no finding and no unassigned task in a dry run, and ranks the agent first', async () => {
    const { call, app } = await withAlias()
    expect((await call('POST', '/api/v1/skills/gaps', request)).body.gaps).toEqual([])
    const pinned = { ...request, tasks: request.tasks.map((each) => ({ ...each, pin: 'dba' })) }
    const checked = await app.client.plans.check({ request: pinned })
    expect(checked.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const matched = await call('POST', '/api/v1/skills/match', { skills: ['postgres'] })
    expect(matched.body.chosen).toBe('dba')
    const scope = await app.client.plans.dryRun({ document: planOfRequest(request, null) })
    expect(scope.tasks.map(({ agentId }) => agentId)).toEqual(['dba', 'dba'])
  })
})

describe('the spelling of a skill', () => {
  type Rest = Awaited<ReturnType<typeof serveRest>>
  const register = ({ app }: Rest, id: string, skills: string[]) =>
    app.client.agents.register({ agents: [{ id, name: id, kind: 'person', skills, capacity: 99 }] })
  const assignees = async ({ call }: Rest, words: readonly string[]) => {
    const tasks = words.map((word, at) => task(`t${at}`, [word]))
    const { body } = await call('POST', '/api/modules/orchestrator/build', { plan_id: 'p', tasks })
    return body.delegated_tasks.map((each: { assigned_agent: string }) => each.assigned_agent)
  }
  const isQualified = async ({ call }: Rest, agent_id: string, word: string) =>
    (await call('POST', '/api/agent/verify_task', { agent_id, required_skills: [word] })).body.qualified
  const writings = [
    ...['tide_tables', ' Tide  Tables ', 'TIDE-TABLES', 'tide/tables', 'Tide.Tables', 'tideTables'],
    'TideTables',
  ]

  it.each(writings)('matches an agent with %j to each task', async (held) => {
    const rest = await serveRest()
    await register(rest, 'ann', [held])
    expect(await assignees(rest, writings)).toEqual(writings.map(() => 'ann'))
    for (const word of writings) expect(await isQualified(rest, 'ann', word), word).toBe(true)
  })

  it.each([
    ['the agent', 'ChatOps', 'chatops'],
    ['the alias', 'chatops', 'ChatOps'],
  ])('finds the alias if capitals split the word of %s alone', async (_, held, alias) => {
    const rest = await serveRest()
    const words = ['ChatOps', 'chatops', 'Operations']
    await register(rest, 'ann', [held])
    await rest.call('POST', aliases, { alias, skill: 'operations' })
    expect(await assignees(rest, words)).toEqual(words.map(() => 'ann'))
    for (const word of words) expect(await isQualified(rest, 'ann', word), word).toBe(true)
    const matched = await rest.call('POST', '/api/v1/skills/match', { skills: ['ChatOps'] })
    expect(matched.body.chosen).toBe('ann')
    const request = { plan_id: 'p', tasks: words.map((word, at) => task(`t${at}`, [word])) }
    expect((await rest.call('POST', '/api/v1/skills/gaps', request)).body.gaps).toEqual([])
    const { findings } = await rest.app.client.plans.check({ request })
    expect(findings.map(({ code }) => code)).not.toContain('unknown_skill')
    const { tasks } = await rest.app.client.plans.dryRun({ document: planOfRequest(request, null) })
    expect(tasks.map(({ agentId }) => agentId)).toEqual(words.map(() => 'ann'))
  })
})

describe('verify_task', () => {
  const verify = async (rest: Awaited<ReturnType<typeof serveRest>>, agent_id: string, skills: string[]) => {
    const asked = { agent_id, required_skills: skills }
    return (await rest.call('POST', '/api/agent/verify_task', asked)).body
  }

  it('returns the same answer as build for a task without required skills', async () => {
    const rest = await serveRest()
    const { call, app } = rest
    const plan = { plan_id: 'p', tasks: [task('a', [])] }
    expect((await call('POST', '/api/modules/orchestrator/build', plan)).body.status).toBe('failed')
    for (const { id } of await app.client.agents.list()) {
      expect((await verify(rest, id, [])).qualified, id).toBe(false)
    }
    expect((await verify(rest, 'ash', [])).reason).toBe(
      'Agent only takes tasks that require a skill. This task requires none.',
    )
    await app.client.agents.register({
      agents: [{ id: 'ann', name: 'Ann', kind: 'person', skills: [], capacity: 9 }],
    })
    expect(await verify(rest, 'ann', [])).toMatchObject({
      qualified: true,
      reason: 'No skills are required.',
    })
    const { body } = await call('POST', '/api/modules/orchestrator/build', plan)
    expect(body.delegated_tasks).toMatchObject([{ assigned_agent: 'ann' }])
  })

  it('does not qualify a simulated agent, because its work is not real', async () => {
    const rest = await serveRest()
    expect(await verify(rest, 'sam', ['backend'])).toMatchObject({
      qualified: false,
      missing_skills: [],
      reason: 'Agent is simulated: sam. Simulated agents work in simulations only.',
    })
  })
})

describe('verify_task in a simulation', () => {
  it.each([[[]], [['backend']], [['summarization']], [['cooking']]])(
    'qualifies agents that the build assigns, and agents that match, for %j',
    async (skills) => {
      const rest = await serveRest()
      const { call, app } = rest
      const cook = { id: 'coco', name: 'Coco', kind: 'person', capacity: 9 } as const
      await app.client.agents.register({ agents: [{ ...cook, skills: ['cooking'] }] })
      const plan = { plan_id: 'p', tasks: [task('a', skills)], simulate: true }
      const { body } = await call('POST', '/api/modules/orchestrator/build', plan)
      const [{ assigned_agent: chosen }] = body.delegated_tasks
      const qualified: string[] = []
      for (const { id, kind } of await app.client.agents.list()) {
        const asked = { agent_id: id, required_skills: skills, simulate: true }
        const verdict = (await call('POST', '/api/agent/verify_task', asked)).body
        if (verdict.qualified) qualified.push(id)
        else if (kind === 'builtin')
          expect(verdict.reason).toBe(
            `Agent does not take part in simulations: ${id}. Only people and simulated agents do.`,
          )
      }
      expect(qualified).toContain(chosen)
      expect(qualified).not.toContain('ash')
      expect(qualified.includes('coco')).toBe(skills.includes('cooking'))
      expect((await verifyPlain(rest, chosen, skills)).qualified).toBe(chosen === 'coco')
    },
  )

  const verifyPlain = async (
    { call }: Awaited<ReturnType<typeof serveRest>>,
    agent_id: string,
    required_skills: string[],
  ) => (await call('POST', '/api/agent/verify_task', { agent_id, required_skills })).body
})

describe('skill gaps', () => {
  const request = { plan_id: 'p', tasks: [task('a', ['telepathy']), task('b', ['research'])] }

  it('in a submitted plan name the tasks without an agent and possible remedies', async () => {
    const { call, app } = await serveRest()
    const { seq } = await app.client.system.info()
    const { status, body } = await call('POST', '/api/v1/skills/gaps', request)
    expect(status).toBe(200)
    expect(body.gaps).toMatchObject([{ missingSkills: ['telepathy'], taskKeys: ['a'] }])
    expect(body.smallest).not.toBeNull()
    expect(body.sentence).toContain('telepathy')
    expect((await app.client.system.info()).seq).toBe(seq)
  })

  it('in a published plan are found by its id', async () => {
    const { call } = await serveRest()
    const text = JSON.stringify({ tasks: [{ id: 1, title: 'One' }] })
    const { body } = await call('POST', '/api/v1/plans/import', { text, fileName: 'tasks.json' })
    const report = await call('GET', `/api/v1/skills/gaps?planId=${body.plans[0].planId}`)
    expect(report.body).toMatchObject({ gaps: [], sentence: 'Every task has an agent with its skills.' })
    expect((await call('GET', '/api/v1/skills/gaps?planId=plan_x')).status).toBe(404)
  })
})

describe('the matching agents of a task', () => {
  it("are ranked best first with the engine's reasons, and the others with their missing skills", async () => {
    const { call } = await serveRest()
    const { status, body } = await call('POST', '/api/v1/skills/match', { skills: ['Memory Search'] })
    expect(status).toBe(200)
    expect(body.chosen).toBe('ash')
    expect(body.candidates[0]).toMatchObject({ agentId: 'ash', verdict: { qualified: true } })
    expect(body.candidates[1].verdict.reason).toBe('Agent lacks required skills: memory_search.')
  })

  it('exclude agents that require a skill, if the task has none', async () => {
    const { call, app } = await serveRest()
    const asked = () => call('POST', '/api/v1/skills/match', { skills: [] })
    expect((await asked()).body.chosen).toBeNull()
    const ann = { id: 'ann', name: 'Ann', kind: 'person', skills: [] } as const
    await app.client.agents.register({ agents: [{ ...ann, skills: [] }] })
    expect((await asked()).body.chosen).toBe('ann')
  })

  it('are empty if no agent has the skill', async () => {
    const { call } = await serveRest()
    const { body } = await call('POST', '/api/v1/skills/match', { skills: ['telepathy'] })
    expect(body.chosen).toBeNull()
    expect(body.counterfactual).toContain('telepathy')
  })
})
