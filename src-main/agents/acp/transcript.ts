import { isAbsolute, relative } from 'node:path'
import { z } from 'zod'
import type { Artifact } from '#shared/model/artifact.ts'
import { currencySchema, type Money, maxAmountMinor } from '#shared/model/money.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { readArtifact } from '../artifact.ts'
import { createCappedLog } from '../process/capped-log.ts'
import { createHeadTail, type HeadTail } from '../process/head-tail.ts'
import { isInside } from '../read-inside.ts'
import { type Change, type Cost, merged, type PlanEntry, type ToolCall, type Update } from './updates.ts'

interface Options {
  readonly workspace: string
  readonly say: (signal: AttemptSignal) => Promise<void>
}

const messageSizes = { head: 750_000, tail: 250_000 }
const maxOpenCalls = 1000
const maxFiles = 50
const maxPlan = 200
const maxArtifactBytes = 1_000_000

/** The messages of an agent in a session as signals, and the parts of its result. */
export function createTranscript({ workspace, say }: Options) {
  const log = createCappedLog('info', say)
  const calls = new Map<string, ToolCall>()
  const changed = new Map<string, Change>()
  let message: HeadTail = createHeadTail(messageSizes)
  let messageId: string | null = null
  let isInMessage = false
  let line = ''
  let plan: readonly PlanEntry[] = []
  let tokens: { used: number; size: number } | null = null
  let total: Money | null = null
  let beforeMinor = 0
  let hasActed = false
  let recalledMinor = 0

  function note(level: 'info' | 'warn', text: string): void {
    void log.add({ text, leftOut: 0 }, level)
  }

  function endLine(): void {
    if (line !== '') note('info', line)
    line = ''
  }

  function hearMessage(text: string, id: string | null): void {
    if (!isInMessage || (id !== null && messageId !== null && id !== messageId)) {
      endLine()
      message = createHeadTail(messageSizes)
    }
    isInMessage = true
    messageId = id
    message.add(Buffer.from(text))
    const lines = `${line}${text}`.split('\n')
    line = lines.pop() ?? ''
    for (const each of lines) note('info', each)
    if (line.length > 10_000) endLine()
  }

  function hearCall(now: ToolCall): void {
    const earlier = calls.get(now.id)
    const call = know(now)
    if (call.status === 'completed') {
      for (const change of call.changes ?? []) keep(change)
      calls.set(call.id, { ...call, input: null, changes: null, others: null })
    }
    if (earlier !== undefined && earlier.status === call.status) return
    const what = `${call.kind ?? 'tool'}: ${call.title ?? call.id}`
    if (call.status === 'failed') note('warn', `${what} (failed)`)
    else if (call.status === 'completed') note('info', `${what} (done)`)
    else if (earlier === undefined) note('info', what)
  }

  function know(now: ToolCall): ToolCall {
    hasActed = true
    const call = merged(calls.get(now.id), now)
    const [oldest] = calls.keys()
    if (calls.size >= maxOpenCalls && !calls.has(call.id) && oldest !== undefined) calls.delete(oldest)
    calls.set(call.id, call)
    return call
  }

  function keep(change: Change): void {
    const first = changed.get(change.path)
    if (first === undefined && changed.size >= maxFiles) return
    changed.set(change.path, { ...change, oldText: first === undefined ? change.oldText : first.oldText })
  }

  function hearPlan(entries: readonly PlanEntry[]): void {
    const now = entries.slice(0, maxPlan)
    const known = new Set(plan.map(lineOf))
    for (const each of now) if (!known.has(lineOf(each))) note('info', lineOf(each))
    plan = now
    const done = now.filter(({ status }) => status === 'completed').length
    if (now.length > 0) void say({ type: 'progress', percent: Math.floor((done / now.length) * 100) })
  }

  function hearCost({ amount, currency }: Cost): string | null {
    const spent = moneyOf(amount, currency)
    if (spent === null || (total !== null && total.currency !== currency)) {
      return words.agentFailures.costInvalid(`${amount} ${currency.slice(0, 20)}`)
    }
    total = spent
    // An agent that restarts its count at zero is below the recorded cost.
    if (recalledMinor > 0 && spent.amountMinor >= recalledMinor) beforeMinor = recalledMinor
    recalledMinor = 0
    const amountMinor = Math.max(0, spent.amountMinor - beforeMinor)
    void say({ type: 'usage', spent: { amountMinor, currency } })
    return null
  }

  return {
    /** A tool call, merged from all updates so far. */
    know,
    note,
    /** True after a tool call or a permission request. */
    get hasActed(): boolean {
      return hasActed
    },
    /** The last message so far. */
    lastWords: (): string => message.text(),
    /** The cost of the session so far, in minor units. */
    get spentMinor(): number {
      return total?.amountMinor ?? 0
    },
    /** Starts a new attempt on the same session: the cost counter restarts. */
    beginAttempt(): void {
      beforeMinor = total?.amountMinor ?? 0
    },
    /** Marks the session as loaded. Its earlier cost was recorded already, if the agent still counts it. */
    recall(spentMinor: number): void {
      recalledMinor = spentMinor
    },
    /** Adds an update. Returns a fault for an invalid message that matters. */
    add(update: Update): string | null {
      if (update.type !== 'message') {
        endLine()
        // Thoughts and usage updates do not split a message; tool calls do.
        if (update.type === 'tool') isInMessage = false
      }
      switch (update.type) {
        case 'message':
          hearMessage(update.text, update.messageId)
          break
        case 'tool':
          hearCall(update.call)
          break
        case 'plan':
          hearPlan(update.entries)
          break
        case 'usage':
          tokens = { used: update.used, size: update.size }
          if (update.cost !== null) return hearCost(update.cost)
          break
        case 'fault':
          return update.message
        case 'other':
          break
      }
      void log.sign()
      return null
    },
    /** Builds the result from the response at the end of the turn. */
    async finish(answer: unknown): Promise<TaskResult> {
      endLine()
      const artifacts = await readChanged(workspace, [...changed.values()], (why) => note('warn', why))
      await log.finish()
      const data = {
        ...(plan.length > 0 && { plan: plan.map((each) => ({ ...each })) }),
        ...tokensOf(tokens, answer),
        ...(artifacts.length > 0 && { artifacts: artifacts.map((each) => ({ ...each })) }),
      }
      return { text: message.text(), data }
    },
  }
}
export type Transcript = ReturnType<typeof createTranscript>

const lineOf = ({ content, status }: PlanEntry): string => `plan, ${status.replace('_', ' ')}: ${content}`

/** Minor units, rounded up; null for an invalid amount. */
function moneyOf(amount: number, currency: string): Money | null {
  // 0.29 * 100 is 28.999999999999996, so the product is rounded before `ceil`.
  const amountMinor = Math.ceil(Number((amount * 100).toFixed(6)))
  if (!currencySchema.safeParse(currency).success || amountMinor > maxAmountMinor) return null
  return { amountMinor, currency }
}

/**
 * The files that the agent claims to have changed. A file in the workspace is handed over with its current content.
 * For any other file, which may not exist, the result only has the diff from the agent.
 */
async function readChanged(
  workspace: string,
  changes: readonly Change[],
  warn: (why: string) => void,
): Promise<Artifact[]> {
  const artifacts: Artifact[] = []
  let room = maxArtifactBytes
  for (const change of changes) {
    const name = nameOf(workspace, change.path)
    const about = { name, maxBytes: room, blobs: null }
    const there = await readArtifact(workspace, { ...about, mediaType: 'text/plain', text: null, path: name })
    const read = there.ok
      ? there
      : await readArtifact(workspace, {
          ...about,
          mediaType: 'text/x-diff',
          text: differenceOf(name, change),
          path: null,
        })
    if (read.ok && 'text' in read.value) {
      artifacts.push(read.value)
      room -= Buffer.byteLength(read.value.text)
    } else if (!read.ok) warn(read.error)
  }
  return artifacts
}

/** A path outside the workspace remains a plain name and opens nothing. */
function nameOf(workspace: string, path: string): string {
  const isWithin = isAbsolute(path) && path !== workspace && isInside(workspace, path)
  const name = isWithin ? relative(workspace, path).replaceAll('\\', '/') : path
  return name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 300) || 'unnamed'
}

function differenceOf(name: string, { oldText, newText }: Change): string {
  const lines = (text: string | null, mark: string) =>
    text === null || text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((each) => `${mark}${each}`)
  const [gone, come] = [lines(oldText, '-'), lines(newText, '+')]
  const range = `@@ -${gone.length === 0 ? 0 : 1},${gone.length} +${come.length === 0 ? 0 : 1},${come.length} @@`
  const names = [`--- ${oldText === null ? '/dev/null' : name}`, `+++ ${name}`]
  return `${[...names, range, ...gone, ...come].join('\n')}\n`
}

/** Token usage of a turn. Some agents report it; the stable protocol does not define it yet. */
const turnSchema = z.object({
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number(), totalTokens: z.number() }),
})

function tokensOf(context: { used: number; size: number } | null, answer: unknown) {
  const turn = turnSchema.safeParse(answer).data?.usage
  return {
    ...(context !== null && { context }),
    ...(turn !== undefined && {
      tokens: { input: turn.inputTokens, output: turn.outputTokens, total: turn.totalTokens },
    }),
  }
}
