import { describe, expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { artifactsOf } from '../../src-shared/model/artifact.ts'
import { createProject } from '../agents/builders.ts'
import { bootTestApp } from '../support/app.ts'
import { post } from './requests.ts'
import { serveRest } from './rest.ts'

type TestApp = Awaited<ReturnType<typeof bootTestApp>>

/** Follows a goal until the run ends or a question is open. Returns the question, or null. */
async function pursue({ client }: TestApp, runId: string): Promise<string | null> {
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    const isAsked = tasks.some(({ status }) => status === 'awaiting_input')
    if (isRunOver(run.status)) return null
    if (isAsked) return (await client.runs.listApprovals())[0]?.question ?? ''
  }
  throw new Error('The stream ended')
}

async function answer({ client }: TestApp, note: string): Promise<void> {
  const [gate] = await client.runs.listApprovals()
  await client.runs.answerApproval({
    approvalId: gate?.id ?? '',
    hash: gate?.hash ?? '',
    answer: 'respond',
    note,
  })
}

async function filesOf({ client }: TestApp, runId: string) {
  const { tasks } = await client.runs.get({ runId })
  const details = await Promise.all(tasks.map(({ key }) => client.runs.getTask({ runId, taskKey: key })))
  return details.flatMap(({ attempts }) =>
    attempts.flatMap(({ result }) => (result ? artifactsOf(result) : [])),
  )
}

describe('a message with a request that no agent can do', () => {
  it.each([
    'delete all my files',
    'Please wipe the server',
    'rm -rf /home',
    'sell my car',
    'Fix the login bug',
    'Build a landing page',
    'Write a handbook for new volunteers',
    'transfer 500 EUR to Ann',
    'Empty the trash',
    'I want you to cancel my booking',
  ])('leads to a question instead of a research task: %s', async (user_message) => {
    const rest = await serveRest()
    const { body } = await post(rest, { title: 'A request', user_message })
    expect(body).toMatchObject({ status: 'IN_PROGRESS', result: null, agent: 'escalation' })
    expect(body.intent).toEqual({ agent_type: 'escalation', confidence: 'high' })
    expect(body.description).toContain('No agent worked on this.')
  })

  it.each([
    'How do I delete all my files?',
    'best laptops',
    "Don't delete anything, just research laptops",
    'design trends 2026',
    'show me the best laptops',
  ])('differs from a question about the topic: %s', async (user_message) => {
    const rest = await serveRest()
    const { body } = await post(rest, { title: 'A request', user_message })
    expect(body).toMatchObject({ status: 'COMPLETED', intent: { agent_type: 'research' } })
  })

  it('does not count as done after any answer of a person', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { title: 'A request', user_message: 'delete all my files' })
    await answer(rest.app, 'Yes, go ahead')
    const { body: ended } = await rest.call('GET', `/api/v1/tasks/${body.id}?wait=10`)
    expect(ended.result.text).toBe('No agent worked on this. A person answered: Yes, go ahead')
  })

  it('asks only about the impossible part', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, {
      title: 'Both',
      user_message: 'research laptops and delete my old notes',
    })
    expect(body.subtasks.map(({ title, status }: Record<string, string>) => [title, status])).toEqual([
      ['Research laptops', 'COMPLETED'],
      ['Delete my old notes', 'IN_PROGRESS'],
    ])
    expect(body.status).toBe('IN_PROGRESS')
  })
})

describe('a goal with an unclear or impossible part', () => {
  it('asks about the part, continues with the answer, and passes it to dependents', async () => {
    const app = await bootTestApp()
    const goal = 'A web page for our summer fair, and a letter to sponsors, and send it to them'
    const { id: runId } = await app.client.goals.start({ goal })
    expect(await pursue(app, runId)).toContain('No agent can do "send it to them"')
    await answer(app, 'Carla from accounting posts it on Friday')
    expect(await pursue(app, runId)).toBeNull()
    const files = await filesOf(app, runId)
    expect(files.map(({ name }) => name)).toEqual([
      'scope.md',
      'plan.md',
      'index.html',
      'letter-to-sponsors.md',
      'work.test.mjs',
    ])
    expect(files[3]?.text).toContain('Carla from accounting posts it on Friday')
    const { outcome, unfinished } = await app.client.goals.getOutcome({ runId })
    expect([outcome, unfinished.length]).toEqual(['scaffolds', 3])
  })

  it.each(['Delete all my files', 'Make it better', 'asdf qwer', 'What is the capital of France?'])(
    'creates nothing for the part before a person answers: %s',
    async (goal) => {
      const app = await bootTestApp()
      const { id: runId } = await app.client.goals.start({ goal })
      expect(await pursue(app, runId)).toContain(`"${goal}"`)
      expect((await filesOf(app, runId)).map(({ name }) => name)).toEqual(['scope.md'])
      expect(await app.client.goals.getOutcome({ runId })).toMatchObject({ outcome: 'open' })
    },
  )
})

describe('a goal in a project', () => {
  it("uses the facts of the project's files", async () => {
    const projectFolder = createProject({
      'package.json':
        '{"name":"tea-shop","description":"Sells tea by post.","scripts":{"test":"node --test"}}',
      'src/login.js': 'export const login = () => null // bug\n',
    })
    const app = await bootTestApp()
    const { id: runId } = await app.client.goals.start({
      goal: 'Fix the login bug; write a guide for new staff; set up CI',
      projectFolder,
    })
    expect(await pursue(app, runId)).toBeNull()
    const files = new Map((await filesOf(app, runId)).map(({ name, text }) => [name, text]))
    expect([...files.keys()]).toEqual([
      'scope.md',
      'plan.md',
      'change-fix-login-bug.md',
      'guide-for-new-staff.md',
      'ci.yml',
    ])
    expect(files.get('scope.md')).toContain('- Project name: tea-shop')
    expect(files.get('change-fix-login-bug.md')).toContain('src/login.js:1')
    expect(files.get('guide-for-new-staff.md')).toContain('Sells tea by post.')
    expect(files.get('ci.yml')).toContain('- run: npm test')
    expect((await app.client.goals.getOutcome({ runId })).summary).toBe(
      'Succeeded with gaps: 3 files are incomplete.',
    )
  })
})
