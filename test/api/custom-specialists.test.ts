import { describe, expect, it } from 'vitest'
import { present } from '#shared/assert.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { createBuiltinAdapter } from '../../src-main/agents/builtin/adapter.ts'
import { systemClock } from '../../src-main/base/clock.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { createTestKnowledge } from '../agents/builders.ts'
import { bootTestApp } from '../support/app.ts'
import { createPlayedModel, playedOf } from '../support/played.ts'

const deliverable = 'Forecast of visitors (data_scientist)'
const planText = `# Plan\n\n## Deliverables\n\n| What | Agent |\n| --- | --- |\n| ${deliverable} | data_scientist |\n`

/** The shipped agents, with a project manager that returns this plan. */
function createPlanningAdapter(): AgentAdapter {
  const shipped = createBuiltinAdapter({ knowledge: createTestKnowledge().knowledge, clock: systemClock })
  return {
    kind: 'builtin',
    async *start(task, signal) {
      if (!task.requiredSkills.includes('project_manager')) return yield* shipped.start(task, signal)
      const artifacts = [{ name: 'plan.md', text: planText, mediaType: 'text/markdown' }]
      yield { type: 'result', result: { text: 'Wrote plan.md.', data: { artifacts } } }
    },
  }
}

const dana = (more: { readonly id?: string; readonly skills: string[] }) =>
  playedOf({ id: 'dana', name: 'Dana', ...more })

async function pursue(...agents: ReturnType<typeof dana>[]) {
  const adapters = [createPlanningAdapter(), createPlayedModel()]
  const { client } = await bootTestApp({ adapters })
  if (agents.length > 0) await client.agents.register({ agents })
  const { id: runId } = await client.goals.start({ goal: 'Build a page about our zoo' })
  const settle = async () => {
    for await (const { run, tasks } of await client.runs.watch({ runId })) {
      const isAsked = tasks.some(({ status }) => status === 'awaiting_input')
      if (isRunOver(run.status) || isAsked) break
    }
    const { run, tasks } = await client.runs.get({ runId })
    return { status: run.status, tasks }
  }
  const answer = async (note: string) => {
    const gate = present((await client.runs.listApprovals())[0], 'gate')
    await client.runs.answerApproval({ approvalId: gate.id, hash: gate.hash, answer: 'respond', note })
    return settle()
  }
  return { client, runId, answer, first: await settle() }
}

const workOf = ({ tasks }: Awaited<ReturnType<typeof pursue>>['first']) =>
  tasks.slice(2).map(({ status, agentId, requiredSkills }) => ({ status, agentId, requiredSkills }))

describe('a custom specialist in a plan', () => {
  it("is the user's agent with this skill", async () => {
    const { first, client, runId } = await pursue(dana({ skills: ['data_scientist'] }))
    expect(first.status).toBe('done')
    expect(first.tasks[0]?.agentId).toBe('workshopper')
    expect(workOf(first)).toEqual([{ status: 'done', agentId: 'dana', requiredSkills: ['data_scientist'] }])
    const { attempts, task } = await client.runs.getTask({ runId, taskKey: 'task-003' })
    expect(task.description).toContain('Reference files: plan.md, scope.md')
    expect(attempts[0]?.result?.text).toContain('Simulated task-003')
  })

  it("is the user's agent with this name, whatever its skills", async () => {
    const { first } = await pursue(dana({ id: 'data-scientist', skills: ['statistics'] }))
    expect(first.status).toBe('done')
    expect(workOf(first)).toEqual([
      { status: 'done', agentId: 'data-scientist', requiredSkills: ['statistics'] },
    ])
  })

  it('causes one question if it does not exist, and the run continues with the agent that a person names', async () => {
    const { first, client, runId, answer } = await pursue(dana({ skills: ['statistics'] }))
    expect(first.status).toBe('waiting')
    const gates = await client.runs.listApprovals()
    expect(gates).toHaveLength(1)
    expect(gates[0]?.question).toBe(
      `plan.md assigns "${deliverable}" to data_scientist, but no agent has this type. Which agent should make it, or should it be left out?\n\nRecommended: Skip it.`,
    )
    const last = await answer('Dana can do it')
    expect(last.status).toBe('done')
    expect(workOf(last).map(({ agentId, status }) => [agentId, status])).toEqual([
      ['escalation', 'done'],
      ['dana', 'done'],
    ])
    const ledger = await client.goals.listDecisions({ runId })
    expect(ledger.map(({ decision }) => decision.next_agent_type ?? decision.action)).toEqual([
      'project_manager',
      'escalate_to_human',
      'dana',
      'project_complete',
    ])
    expect(ledger.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('is left out with its deliverable if a person says so', async () => {
    const { answer } = await pursue()
    const last = await answer('Skip it.')
    expect(last.status).toBe('done')
    expect(workOf(last)).toHaveLength(1)
  })

  it('gets the work if it is added before the question is answered', async () => {
    const { client, answer } = await pursue()
    await client.agents.register({ agents: [dana({ skills: ['data_scientist'] })] })
    const last = await answer('There is one now')
    expect(last.status).toBe('done')
    expect(workOf(last).at(-1)).toMatchObject({ agentId: 'dana', requiredSkills: ['data_scientist'] })
  })
})
