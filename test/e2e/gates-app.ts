import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { z } from 'zod'
import { type App, boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { startServer } from '../../src-main/hosts/serve.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { FormField } from '../../src-shared/model/approval.ts'
import type { RunStatus } from '../../src-shared/model/runs/run.ts'
import { createPlayedModel } from '../support/played.ts'

const question: FormField[] = [
  { key: 'tone', label: 'Which tone?', type: 'choice', options: ['formal', 'friendly'], required: true },
  { key: 'words', label: 'At most how many words?', type: 'number', required: false },
  { key: 'sign', label: 'Sign it with your name?', type: 'boolean', required: true },
  { key: 'to', label: 'Who else gets it?', type: 'text', required: false },
]

/**
 * An agent that follows the text of its task. It asks a question, works until it is cancelled, ignores cancellation
 * until `letGo` resolves, or finishes at once.
 */
const createAskingAgent = (letGo: Promise<unknown>): AgentAdapter => ({
  kind: 'model',
  async *start({ description, answers, title }, signal) {
    yield { type: 'log', level: 'info', text: `Working on ${title}` }
    if (description.includes('ASK') && answers.length === 0) {
      yield { type: 'question', question: { text: 'How shall the letter sound?', form: question } }
    } else if (description.includes('TALK') && answers.length === 0) {
      yield { type: 'question', question: { text: 'What is the name of the cat?' } }
    } else if (description.startsWith('MAY ') && answers.length === 0) {
      const permission = z.json().parse(JSON.parse(description.slice('MAY '.length)))
      yield { type: 'question', question: { text: `May Ann do this: ${title}`, permission } }
    } else if (description.includes('LONG')) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      if (description.includes('STUBBORN')) await letGo
    } else {
      const text = `# ${title}\n\nDone, with what was said: **${JSON.stringify(answers.map(({ values }) => values))}**`
      yield { type: 'result', result: { text, data: {} } }
    }
  },
})

export interface GatesApp {
  readonly dataDir: string
  readonly client: App['client']
  readonly origin: string
  /** A single-use link to the interface. */
  readonly url: () => string
  /** Lets stubborn tasks stop when they are cancelled. */
  readonly letGo: () => void
  stop(): Promise<void>
}

interface GatesAppOptions {
  /** True: starts real programs and coding agents, and scripted models. No agent asks questions. */
  readonly isReal?: boolean
}

/** The app in this process with an agent that asks questions, for gates that no sample has. */
export async function openGatesApp({ isReal = false }: GatesAppOptions = {}): Promise<GatesApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-gates-'))
  const config = loadConfig({ appRoot, version: '0.0.0-test', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
  const { promise, resolve: letGo } = Promise.withResolvers<void>()
  const adapters = [isReal ? createPlayedModel() : createAskingAgent(promise)]
  const booted = await boot(config, { host: 'server', log: pino({ level: 'silent' }), adapters })
  if (!booted.ok) throw new Error(booted.error.message)
  const server = await startServer(booted.value, config)
  if (!server.ok) throw new Error(server.error.message)
  return {
    dataDir,
    client: booted.value.client,
    origin: `http://127.0.0.1:${server.value.port}`,
    url: () => server.value.createLaunchUrl(),
    letGo: () => letGo(),
    async stop() {
      letGo()
      await server.value.close()
      await booted.value.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const writer: Agent = {
  ...{ id: 'ann-bot', name: 'Ann', description: '', kind: 'model', skills: ['writing'] },
  ...{ availability: 'online', capacity: 8, effectClass: 'repeatable', config: {} },
  price: { amountMinor: 400, currency: 'EUR' },
}

/** Starts a run of two sequential letters, 4.00 EUR each, and waits for a status of the run. */
export async function startLetters(
  client: App['client'],
  { until, budgetMinor = null }: { until: RunStatus; budgetMinor?: number | null },
): Promise<string> {
  const letter = { description: 'Write it', required_skills: ['writing'] }
  const { runId } = await client.runs.start({
    request: {
      ...{ plan_id: 'letters', title: 'Spring letters', project_id: 'choir' },
      ...(budgetMinor !== null && { budget: { amount_minor: budgetMinor, currency: 'EUR' } }),
      tasks: [
        { task_id: 'first', title: 'First letter', ...letter },
        { task_id: 'second', title: 'Second letter', ...letter, depends_on: ['first'] },
      ],
    },
    roster: [writer],
  })
  for await (const { run } of await client.runs.watch({ runId })) if (run.status === until) break
  return runId
}

type NewTask = Parameters<App['client']['runs']['addTasks']>[0]['tasks'][number]

/** A run that stays open because of an additional task. The other tasks are for the asking agent and `others`. */
export async function startRunWith(
  client: App['client'],
  tasks: readonly NewTask[],
  others: readonly Agent[] = [],
): Promise<string> {
  const keeper = {
    task_id: 'keeper',
    title: 'Keep the run open',
    description: 'LONG',
    required_skills: ['writing'],
  }
  const { runId } = await client.runs.start({
    request: { plan_id: 'letters', title: 'Letters', tasks: [keeper] },
    roster: [writer, ...others],
  })
  const skilled = tasks.map((task) => ({ requiredSkills: task.kind === 'group' ? [] : ['writing'], ...task }))
  await client.runs.addTasks({ runId, tasks: skilled, links: [] })
  return runId
}
