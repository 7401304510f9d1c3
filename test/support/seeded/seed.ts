import pino from 'pino'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskStatus, TaskView } from '#shared/model/task.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import { type App, boot } from '../../../src-main/boot/boot.ts'
import { loadConfig } from '../../../src-main/boot/config.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { createPlayedModel } from '../played.ts'
import { seededCrew } from './crew.ts'
import {
  delivery,
  handbook,
  loadTest,
  loadTestAgain,
  migration,
  onboarding,
  quarterly,
  springRelease,
  summerParty,
} from './plans.ts'
import { asker, builder, letters, nightly } from './questions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const historyDays = 12

export interface Seeded {
  /** Ids of plans by their keys. */
  readonly plans: Readonly<Record<string, string>>
  /** Ids of runs by the state that they show. */
  readonly runs: Readonly<Record<RunName, string>>
}

type RunName =
  | 'done'
  | 'failed'
  | 'rejected'
  | 'paused'
  | 'running'
  | 'person'
  | 'uncertain'
  | 'unassigned'
  | 'money'
  | 'goal'
  | 'big'
  | 'letters'
  | 'nightly'

/**
 * Writes two weeks of work of a small company to `dataDir`. The real engine produces the data, with a manual clock. The
 * folder must not be open in another process, and is closed afterwards.
 */
export async function seedData(dataDir: string, { bigPlan = true } = {}): Promise<Seeded> {
  const now = Date.now()
  const clock = createManualClock(now - historyDays * dayMs)
  /** Advances the clock to an instant; has no effect if the clock is already later. */
  const moveTo = (instant: number) => clock.advance(Math.max(0, instant - clock.now()))
  const open = async (): Promise<App> => {
    const config = loadConfig({ appRoot, version: '0.0.0-seeded', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
    const booted = await boot(config, {
      host: 'server',
      log: pino({ level: 'silent' }),
      clock,
      adapters: [createPlayedModel(clock)],
    })
    if (!booted.ok) throw new Error(booted.error.message)
    return booted.value
  }
  const before = await open()
  const seeding = createSeeding(before, clock.advance)
  const history = await makeHistory(seeding, (day) => moveTo(now - (historyDays - day) * dayMs))
  await moveTo(now - 7 * hourMs)
  const uncertain = await seeding.start('trade-fair')
  // The app stops while the courier works, so the attempt is interrupted.
  await seeding.until(uncertain, 'ship', 'in_progress')
  await before.close()

  const after = await open()
  const resumed = createSeeding(after, clock.advance, history.plans)
  await moveTo(now - 3 * hourMs)
  const running = await resumed.start('spring-release')
  await moveTo(now - hourMs)
  const present = await makePresent(resumed, bigPlan)
  await moveTo(now)
  await after.close()
  return { plans: resumed.plans, runs: { ...history.runs, ...present, running, uncertain } }
}

type Seeding = ReturnType<typeof createSeeding>

function createSeeding(
  { client }: App,
  advance: (ms: number) => Promise<void>,
  known: Readonly<Record<string, string>> = {},
) {
  const plans: Record<string, string> = { ...known }
  let answered = 0
  const publish = async (document: PlanDocument, replaces?: string) => {
    const { planIds } = await client.plans.publish({
      documents: [document],
      ...(replaces !== undefined && { replaces }),
    })
    plans[document.key] = planIds[0] ?? ''
  }
  const start = async (key: string) => (await client.runs.start({ planId: plans[key] ?? '' })).runId
  /** Advances the clock until a task has the status. Approves all gates of the run. */
  const until = async (runId: string, taskKey: string, status: TaskStatus) => {
    for (let step = 0; step < 200; step += 1) {
      const { task } = await client.runs.getTask({ runId, taskKey })
      if (task.status === status) return
      await answerAll(runId)
      await advance(5 * minuteMs)
    }
    throw new Error(`Task ${taskKey} of run ${runId} did not reach status ${status}.`)
  }
  const answerAll = async (runId: string) => {
    for (const gate of await client.runs.listApprovals()) if (gate.runId === runId) await answer(gate.id)
  }
  /** Advances the clock until the run ends. Approves all gates of the run. */
  const finish = async (runId: string) => {
    for (let step = 0; step < 40; step += 1) {
      await advance(hourMs / 2)
      if ((await client.runs.get({ runId })).run.endedAt !== null) return
      await answerAll(runId)
    }
  }
  const answer = async (approvalId: string, isRejected = false) => {
    const { approval } = await client.runs.getApproval({ approvalId })
    const { hash, kind, allows } = approval
    const response =
      approval.form.length > 0
        ? { verdict: 'yes' }
        : kind === 'budget_top_up'
          ? { amountMinor: 5000 }
          : undefined
    const said = isRejected ? 'reject' : allows.includes('approve') ? 'approve' : 'respond'
    await client.runs.answerApproval({
      approvalId,
      hash,
      answer: said,
      by: 'Dana Whitfield',
      note: isRejected
        ? 'The guide needs a legal review first.'
        : approvalNotes[answered++ % approvalNotes.length],
      ...(response !== undefined && { response }),
    })
  }
  return { client, advance, plans, publish, start, finish, until, answer }
}

async function makeHistory(
  { client, advance, plans, publish, start, finish, until, answer }: Seeding,
  moveToDay: (day: number) => Promise<void>,
) {
  await client.agents.register({ agents: seededCrew.map((agent) => ({ ...agent })) })
  for (const document of [springRelease, onboarding, quarterly, loadTest, delivery, handbook])
    await publish(document)
  await client.budgets.set({ kind: 'project', id: 'shop', amountMinor: 24_000, currency: 'EUR' })
  await client.budgets.set({ kind: 'project', id: 'northwind', amountMinor: 6000, currency: 'EUR' })

  const done = await start('spring-release')
  await finish(done)
  for (let day = 1; day < historyDays - 1; day += 1) {
    await moveToDay(day)
    await remember(client, day)
    await finish(await start(day % 2 === 0 ? 'quarterly-report' : 'handbook'))
  }
  await moveToDay(historyDays - 1)
  const failed = await start('load-test')
  await finish(failed)
  await publish(loadTestAgain, plans['load-test'])
  plans['garden-party'] = (await client.drafts.create({ document: summerParty })).id
  const rejected = await start('onboarding-northwind')
  await until(rejected, 'guide', 'awaiting_approval')
  for (const gate of await client.runs.listApprovals())
    if (gate.runId === rejected) await answer(gate.id, true)
  await advance(2 * hourMs)
  return { plans, runs: { done, failed, rejected } }
}

async function makePresent(seeding: Seeding, bigPlan: boolean) {
  const { client, advance, publish, start, until } = seeding
  const asked = await askQuestions(seeding)
  const money = await start('quarterly-report')
  await client.budgets.set({ kind: 'run', id: money, amountMinor: 200, currency: 'EUR' })
  const person = await start('onboarding-northwind')
  await until(person, 'contract', 'awaiting_input')
  const unassigned = (await client.runs.start({ sampleId: 'missing-skill' })).runId
  const goal = (await client.goals.start({ goal: 'Build a hello world web app', projectId: 'hello' })).id
  const paused = await start('handbook')
  await advance(hourMs / 6)
  await client.runs.pause({ runId: paused })
  let big = ''
  if (bigPlan) {
    await publish(migration)
    big = await start(migration.key)
    await advance(20_000)
  }
  return { money, person, unassigned, goal, paused, big, ...asked }
}

/** Waits for the questions of programs, which do not depend on the manual clock. */
async function askQuestions({ client, advance, publish, start, finish }: Seeding) {
  await client.agents.register({ agents: [asker, builder].map((agent) => ({ ...agent })) })
  for (const document of [nightly, letters]) await publish(document)
  const built = await start('nightly')
  await finish(built)
  const asked = await start('letters')
  await advance(minuteMs)
  const isAsked = ({ requiredSkills, status }: TaskView) =>
    requiredSkills.includes('correspondence') && status !== 'awaiting_input' && status !== 'awaiting_approval'
  for await (const _ of await client.runs.watch({ runId: asked })) {
    const { tasks } = await client.runs.get({ runId: asked })
    if (!tasks.some(isAsked)) break
  }
  return { letters: asked, nightly: built }
}

const approvalNotes = ['Looks good.', 'Checked on staging.', 'Approved in the Monday review.'] as const

/** Findings and notes of the shop's project. Each day stores five of them. */
const notes = [
  'The payment provider allows 50 requests per second. Above this limit, the API returns 429 with a Retry-After of 60 s.',
  'Customers who cancelled named the checkout twice as often as the price.',
  'Northwind needs invoices in the first week of each month.',
  'The restore drill took 43 minutes. The target is 30 minutes.',
  'Searches without results should suggest the three closest terms.',
  'The product images on the home page weigh 3.1 MB. WebP versions would need 0.9 MB.',
  'The German release notes need a review by the support team before each release.',
  'Checkout fails in Safari 16 if the address has more than four lines.',
  'Finance closes the books on the third working day. Reports use figures from that day.',
  'The staging database is a copy from March 14 and contains no returns.',
  'Dana reviews contracts on Tuesdays and Thursdays.',
  'Index rebuilds lock the orders table for 12 s. Schedule rebuilds after 22:00.',
  'Retail partners send their sales figures as a spreadsheet, one sheet per month.',
  'Two of three support tickets about returns ask for a printable label.',
  'The email provider blocks messages with more than 10 MB of attachments.',
  'Screen reader users cannot reach the filter panel on the search page.',
  'Trade fair parcels must arrive two days before opening. Hall 7 has no reception desk.',
  'The nightly build is 40 s slower since the update of the bundler.',
  'Product managers approve releases until Thursday noon. Fridays are release-free.',
  'Returns with a missing order number need a manual refund, about six per week.',
]
const notesPerDay = 5

async function remember(client: App['client'], day: number): Promise<void> {
  for (let at = 0; at < notesPerDay; at += 1) {
    await client.memory.remember({
      type: at % 2 === 0 ? 'note' : 'finding',
      content: { text: notes[(day * notesPerDay + at) % notes.length] ?? '', day },
      tags: ['shop', `day-${day}`],
      projectId: 'shop',
      agentId: at % 2 === 0 ? 'quill' : 'tess',
    })
  }
}
