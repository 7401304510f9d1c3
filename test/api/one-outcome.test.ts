import { describe, expect, it } from 'vitest'
import { endedNotice } from '../../src-renderer/entities/notices/make-notices.ts'
import { sentenceOf } from '../../src-renderer/features/audit/event-words.ts'
import { lookOf, statusOfRun } from '../../src-renderer/ui/status-looks.ts'
import { isRunOver, type RunOutcome, type RunView } from '../../src-shared/model/runs/run.ts'
import { describeRunState } from '../../src-shared/model/runs/run-text.ts'
import { bootTestApp } from '../support/app.ts'
import { createPlayedModel, playedOf } from '../support/played.ts'
import { openReceiver } from '../webhooks/receiver.ts'

type Client = Awaited<ReturnType<typeof bootTestApp>>['client']

const broken = { durationMs: 10, fail: { message: 'Broken.' } }
const agent = playedOf({
  ...{ id: 'hand', name: 'Hand', skills: [], capacity: 9 },
  config: { byKey: { good: { durationMs: 10 }, fix: { durationMs: 10 }, bad: broken } },
})
const task = (task_id: string, more: object = {}) => ({
  ...{ task_id, description: `Do ${task_id}`, required_skills: [] as string[] },
  ...more,
})

/** A run of each outcome, except cancelled. */
const plans = {
  succeeded: [task('good')],
  succeeded_with_gaps: [
    task('bad'),
    task('fix', { depends_on: ['bad'], condition: 'failure' }),
    task('left', { depends_on: ['bad'], join: 'all_succeeded' }),
  ],
  failed: [task('bad'), task('good')],
  rejected: [task('good'), task('gated', { requires_approval: true })],
  cancelled: [task('good'), task('gated', { requires_approval: true })],
} satisfies Record<RunOutcome, object[]>

async function endRun(client: Client, runId: string, outcome: RunOutcome): Promise<RunView> {
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    if (isRunOver(run.status)) return run
    const approvalId = tasks.find(({ status }) => status === 'awaiting_approval')?.approvalId ?? null
    if (approvalId === null) continue
    if (outcome === 'cancelled') await client.runs.cancel({ runId })
    else {
      const { approval } = await client.runs.getApproval({ approvalId })
      await client.runs.answerApproval({ approvalId, hash: approval.hash, answer: 'reject', note: 'No.' })
    }
  }
  throw new Error('The run did not end.')
}

const names: Record<RunOutcome, string> = {
  ...{ succeeded: 'Succeeded', succeeded_with_gaps: 'Succeeded with gaps', failed: 'Failed' },
  ...{ rejected: 'Rejected', cancelled: 'Cancelled' },
}

describe('the outcome of a run', () => {
  it.each(Object.entries(names) as [RunOutcome, string][])(
    'is the same in every place: %s',
    async (outcome, name) => {
      const { url, place, received, untilReceived } = await openReceiver()
      const { client } = await bootTestApp({
        adapters: [createPlayedModel()],
        config: { webhookAllow: [place] },
      })
      await client.webhooks.create({ url, events: ['memory.completed', 'run.settled'] })
      const request = { plan_id: 'p', project_id: 'garden', title: 'Garden', tasks: plans[outcome] }
      const { runId } = await client.runs.start({ request: request as never, roster: [agent] })
      const run = await endRun(client, runId, outcome)
      expect(run.outcome).toBe(outcome)
      expect((await client.runs.list({})).map((each) => each.outcome)).toEqual([outcome])
      expect(lookOf(statusOfRun(run)).word).toBe(name)
      expect(describeRunState(run)).toBe(name)
      expect((await client.runs.getSummary({ runId })).outcome).toBe(outcome)
      expect((await client.insight.explainRun({ runId })).headline).toBe(`The run ended: ${name}.`)
      expect((await client.projects.list())[0]?.lastRuns).toEqual([outcome])
      const notice = endedNotice(run)
      expect(notice?.title ?? null).toBe(outcome === 'cancelled' ? null : `${name}: Garden`)

      const { entries } = await client.audit.listOlder({ filter: { run: [runId] } })
      const settled = entries.find(({ type }) => type === 'run.settled')
      expect(settled === undefined ? null : sentenceOf(settled)).toBe(`Run ended: ${name}`)
      const sent = () => received.map(({ body }) => JSON.parse(body))
      for (let count = 1; !sent().some(({ type }) => type === 'memory.completed'); count += 1)
        await untilReceived(count)
      const ends = sent().flatMap(({ type, data }) => (type === 'run.settled' ? [data.outcome] : []))
      expect(ends.filter((each) => each !== null)).toEqual([outcome])
      const memoryId = run.buildLogId ?? ''
      expect((await client.seed.readMemory({ memory_id: memoryId })).content).toMatchObject({ outcome })
    },
  )
})
