import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createBuiltinAdapter } from '../../src-main/agents/builtin/adapter.ts'
import type { Knowledge, PastEvent, RememberedText } from '../../src-main/agents/knowledge.ts'
import { createManualClock } from '../../src-main/base/clock.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../src-main/engine/ports.ts'
import { agentOf, createTempDir } from '../support/engine.ts'

export const contextOf = (overrides: Partial<AttemptContext> = {}): AttemptContext => ({
  runId: 'run_1',
  attemptId: 'run_1/task-001#1',
  taskKey: 'task-001',
  attemptNumber: 1,
  idempotencyKey: 'run_1/task-001',
  agent: agentOf('ash', { kind: 'builtin' }),
  title: 'A task',
  description: '',
  requiredSkills: [],
  dependencies: [],
  answers: [],
  memo: null,
  doneWhen: [],
  lastFailure: null,
  isResumed: false,
  isRedone: false,
  projectId: null,
  projectFolder: null,
  workspace: { mode: 'folder' },
  ...overrides,
})

/** A folder with these files. The test's cleanup deletes the folder. */
export function createProject(files: Record<string, string | Uint8Array> = {}): string {
  const folder = createTempDir()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

interface KnownThings {
  readonly memories?: readonly RememberedText[]
  readonly events?: readonly PastEvent[]
}

/** In-memory knowledge for the adapter. Records each search. */
export function createTestKnowledge({ memories = [], events = [] }: KnownThings = {}) {
  const searches: Parameters<Knowledge['searchMemory']>[0][] = []
  const knowledge: Knowledge = {
    searchMemory(query) {
      searches.push(query)
      return [...memories].slice(0, query.limit)
    },
    listRecentEvents: ({ limit }) => [...events].reverse().slice(0, limit),
  }
  return { knowledge, searches }
}

export async function collect(
  adapter: AgentAdapter,
  context: AttemptContext,
  signal = new AbortController().signal,
): Promise<AttemptSignal[]> {
  const said: AttemptSignal[] = []
  for await (const each of adapter.start(context, signal)) said.push(each)
  return said
}

/** Answer of a built-in agent. Throws if the agent fails. */
export async function answerOf(context: Partial<AttemptContext>, known: KnownThings = {}) {
  const { knowledge } = createTestKnowledge(known)
  const adapter = createBuiltinAdapter({ knowledge, clock: createManualClock() })
  const said = await collect(adapter, contextOf(context))
  const last = said.at(-1)
  if (last?.type !== 'result') throw new Error(`No result: ${JSON.stringify(last)}`)
  const logs = said.flatMap((each) => (each.type === 'log' ? [each.text] : []))
  return { ...last.result, logs, said }
}

/** Failure of a built-in agent. Throws if the agent answers. */
export async function failureOf(context: Partial<AttemptContext>, known: KnownThings = {}) {
  const { knowledge } = createTestKnowledge(known)
  const adapter = createBuiltinAdapter({ knowledge, clock: createManualClock() })
  const last = (await collect(adapter, contextOf(context))).at(-1)
  if (last?.type !== 'failure') throw new Error(`No failure: ${JSON.stringify(last)}`)
  return last.failure
}

export const onboardingLog = `# Onboarding log, March 2026

## Week 1

- Mon: Priya joined the payments team. The VPN account was not ready, and came at four.
- Wed: First pairing session with Jonas. The local test database took forty minutes to load.
- Thu: Priya asked for access to the staging dashboards. The request waited for an approver who was on leave.

## Week 2

- Tue: The team agreed that every access request needs a second approver, so that leave does not block anyone.
- Wed: The test database was cut down to a sample. Loading it now takes three minutes instead of forty.
`

export const handbook = `# Handbook

## Access requests

Every request has two approvers. A request that waits longer than one day is escalated to the team lead.

## The setup guide

Whoever finds an error in it fixes it the same day. TODO: name an owner.
`
