import { expect, it } from 'vitest'
import { ok } from '#shared/result.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { readSampleRoster } from '../../../src-main/boot/samples.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { entryAt, key, openServer } from '../../models/harness.ts'
import { bootTestApp } from '../../support/app.ts'
import { type Turn, turns } from '../../support/fake-model-server.ts'
import { createPlayedModel, playedOf } from '../../support/played.ts'

/** A task whose result the shipped reviewer checks. Returns the task when the check is finished. */
async function reviewed(question: string, script: readonly Turn[] | null) {
  const server = await openServer(script ?? [])
  const entry = entryAt(server.baseURL, { price: '100/100 USD' })
  const settings = { entries: [entry], use: { planning: null, deciding: null, working: entry.name } }
  const models = { config: { models: ok(settings), readModelKey: async () => key } }
  const { client } = await bootTestApp({
    adapters: [createPlayedModel()],
    ...(script === null ? {} : models),
  })
  const reviewer = readSampleRoster(`${appRoot}/resources/samples`).find(({ id }) => id === 'reviewer')
  if (reviewer === undefined) throw new Error('No reviewer ships.')
  const { runId } = await client.runs.start({
    request: {
      plan_id: 'p',
      tasks: [
        {
          ...{ task_id: 'a', description: 'Welcome people', required_skills: ['write'] },
          done_when: [{ kind: 'reviewer', agent: 'reviewer', question }],
        },
      ],
    },
    roster: [
      playedOf({
        ...{ id: 'writer', name: 'Writer', skills: ['write'] },
        config: { output: 'Welcome! Sit down.' },
      }),
      reviewer,
    ],
  })
  for (const end = systemClock.now() + 15_000; systemClock.now() < end; ) {
    const { task, attempts } = await client.runs.getTask({ runId, taskKey: 'a' })
    const [attempt] = attempts
    if (attempt?.endedAt) return { ...attempt, status: task.status }
    await systemClock.sleep(20)
  }
  throw new Error('It did not end')
}

it('a result is verified by the shipped reviewer if its rules suffice', async () => {
  const passed = await reviewed('The result has "Sit down".', null)
  expect(passed.status).toBe('done')
  expect(passed.result?.checks?.[0]).toMatchObject({
    isMet: true,
    evidence: expect.stringMatching(/^PASS: /),
  })
  const missed = await reviewed('The result has "Goodbye".', null)
  expect(missed.failure).toMatchObject({
    reason: 'unverified',
    message: expect.stringContaining('"Goodbye"'),
  })
})

it('a result is not verified if the check needs a model and no model is set', async () => {
  const { failure, status } = await reviewed('Is it kind?', null)
  expect(status).toBe('failed')
  expect(failure?.message).toContain('Is it kind?: cannot be judged without a model')
})

it("a result is verified by a model with quotes, at the attempt's cost", async () => {
  const point = { what: 'It is kind', is_met: true, quote: 'Sit down.', why: 'it invites' }
  const { status, spent } = await reviewed('Is it kind?', [turns.json({ verdict: 'pass', points: [point] })])
  expect(status).toBe('done')
  // 120 input and 30 output tokens cost 1.5 cents, rounded up to 2.
  expect(spent).toEqual({ amountMinor: 2, currency: 'USD' })
})
