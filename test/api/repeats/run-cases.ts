import { ok } from '#shared/result.ts'
import { createRepository, gitIn } from '../../agents/workspace/repository.ts'
import { decisionOf } from '../../decisions/scene.ts'
import { entryAt, key as modelKey, openServer } from '../../models/harness.ts'
import { turns } from '../../support/fake-model-server.ts'
import { runToEnd } from '../worktree-run.ts'
import type { Case, Cases } from './cases.ts'
import { openRun, openWorld } from './world.ts'

const request = {
  plan_id: 'p',
  tasks: [{ task_id: 'a', description: 'Do a', required_skills: ['nobody has it'] }],
}

async function withGates(count: number) {
  const opened = await openRun(['a', 'b'].slice(0, count), { requires_approval: true })
  const approvals = await opened.app.client.runs.listApprovals()
  return {
    world: opened,
    answers: approvals.map(({ id, hash }) => ({ approvalId: id, hash, answer: 'approve' })),
  }
}

/** A task that a worker claimed. */
async function taken() {
  const world = await openRun(['a'])
  const taskId = `${world.runId}/a`
  const execution = await world.app.client.work.executeTask({ agentId: 'vp_123', taskId })
  if (!('token' in execution)) throw new Error('The task was not taken')
  return { world, taskId, token: execution.token }
}

/** A goal with one decision of a model. The server also answers further requests. */
async function decided() {
  const end = decisionOf({ action: 'project_complete' })
  const server = await openServer([turns.json(end)], { repeatsLast: true })
  const entry = entryAt(server.baseURL, {})
  const settings = { entries: [entry], use: { planning: null, deciding: entry.name, working: null } }
  const world = await openWorld(
    { models: ok(settings), readModelKey: async () => modelKey },
    () => server.asked.length,
  )
  const { app } = world
  const { id: runId } = await app.client.goals.start({ goal: 'A page for our greenhouse', decider: 'model' })
  for await (const { decisions } of await app.client.goals.watchDecisions({ runId })) {
    if (decisions.length > 0) break
  }
  return { world, runId }
}

async function failedForNow(): Promise<Case> {
  const world = await openRun(['a'], { retry: { max_attempts: 3, first_ms: 3_600_000 } })
  const taskId = `${world.runId}/a`
  const execution = await world.app.client.work.executeTask({ agentId: 'vp_123', taskId })
  if (!('token' in execution)) throw new Error('The task was not taken')
  await world.app.client.work.completeTask({ taskId, token: execution.token, status: 'failed', error: 'No' })
  return { world, input: { runId: world.runId, taskKey: 'a' } }
}

async function merging(): Promise<Case> {
  const project = createRepository()
  const world = await openWorld({}, () => gitIn(project, 'rev-parse', 'HEAD'))
  const runId = await runToEnd(world.app, project, 'task_worktree', { a: ['a.txt=A'] })
  const { hash } = await world.app.client.workspaces.previewMerge({ runId })
  return { world, input: { runId, hash } }
}

export const runCases: Cases = {
  'tasks.create': async () => ({
    world: await openWorld(),
    input: { title: 'Approve it', command: 'research', requires_approval: true },
  }),
  'runs.start': async () => ({ world: await openWorld(), input: { request } }),
  'runs.cancel': async () => {
    const world = await openRun()
    return { world, input: { runId: world.runId } }
  },
  'runs.pause': async () => {
    const world = await openRun()
    return { world, input: { runId: world.runId } }
  },
  'runs.resume': async () => {
    const world = await openRun()
    await world.app.client.runs.pause({ runId: world.runId })
    return { world, input: { runId: world.runId } }
  },
  'runs.editTask': async () => {
    const world = await openRun()
    return { world, input: { runId: world.runId, taskKey: 'a', title: 'Other' } }
  },
  'runs.cancelTask': async () => {
    const world = await openRun()
    return { world, input: { runId: world.runId, taskKey: 'a' } }
  },
  'runs.unblockTask': async () => {
    const { world, taskId, token } = await taken()
    await world.app.client.work.completeTask({ taskId, token, status: 'blocked', error: 'No key' })
    return { world, input: { runId: world.runId, taskKey: 'a' } }
  },
  'runs.hurryTask': failedForNow,
  'runs.addTasks': async () => {
    const world = await openRun()
    const tasks = [{ key: 'c', title: 'C', requiredSkills: ['backend_work'] }]
    return { world, input: { runId: world.runId, tasks } }
  },
  'runs.answerApproval': async () => {
    const { world, answers } = await withGates(1)
    return { world, input: { ...answers[0] } }
  },
  'runs.answerApprovals': async () => {
    const { world, answers } = await withGates(2)
    return { world, input: { answers } }
  },
  'runs.delegateApproval': async () => {
    const { world, answers } = await withGates(1)
    return { world, input: { approvalId: answers[0]?.approvalId, to: 'Ann' } }
  },
  'work.executeTask': async () => {
    const world = await openRun(['a'])
    return { world, input: { agentId: 'vp_123', taskId: `${world.runId}/a` } }
  },
  'work.updateTaskProgress': async () => {
    const { world, taskId, token } = await taken()
    return { world, input: { taskId, token, progress: 50, message: 'Half' } }
  },
  'work.completeTask': async () => {
    const { world, taskId, token } = await taken()
    return { world, input: { taskId, token, status: 'completed', output: 'Done' } }
  },
  'goals.start': async () => ({ world: await openWorld(), input: { goal: 'Write a guide to our garden' } }),
  'goals.markDecision': async () => {
    const { world, runId } = await decided()
    return { world, input: { runId, number: 1, mark: 'good', note: '' } }
  },
  'goals.askAgain': async () => {
    const { world, runId } = await decided()
    return { world, input: { runId, number: 1 } }
  },
  'goals.replayDecisions': async () => {
    const { world, runId } = await decided()
    return { world, input: { runId } }
  },
  'workspaces.merge': merging,
  'workspaces.clean': async () => {
    const { world, input } = await merging()
    return { world, input: { runId: input.runId, force: true } }
  },
}
