import { Validator } from '@cfworker/json-schema'
import { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import type { Check, CheckOutcome } from '#shared/model/check.ts'
import { describeCheck, describeOutcomes } from '#shared/model/check-text.ts'
import { type AgentCheck, findCheckerFault } from '#shared/model/checker.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import { orElse } from '#shared/or-else.ts'
import { words } from '#shared/words/words.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal, Verification, Verify } from '../../engine/ports.ts'
import { readNamed } from '../read-inside.ts'
import { writeBrief } from '../review-brief.ts'
import type { Workspaces } from '../workspace.ts'

const text = words.resultChecks

/**
 * Runs all checks in order, even after a failed one, so that the next attempt learns of all failures at once. Checking
 * agents work in the same workspace and use no slot, and their cost is added to the attempt.
 */
export function createVerify(options: VerifyOptions): Verify {
  return async function* verify(verification) {
    const { context, result, signal } = verification
    let { spent } = verification
    const outcomes: CheckOutcome[] = []
    for (const check of context.doneWhen) {
      signal.throwIfAborted()
      const what = describeCheck(check)
      const checked = await look(options, verification, check)
      signal.throwIfAborted()
      const { isMet } = checked
      outcomes.push({ what, isMet, evidence: checked.evidence.slice(0, longestEvidence) })
      yield {
        type: 'log',
        level: isMet ? 'info' : 'warn',
        text: isMet ? text.passed(what) : text.failed(what),
      }
      const sum = sumOf(spent, checked.spent ?? null)
      if (sum !== spent && sum !== null) yield { type: 'usage', spent: sum }
      spent = sum
    }
    yield endOf(outcomes, result)
  }
}

const longestEvidence = 10_000

function look(options: VerifyOptions, verification: Verification, check: Check): Promise<Checked> {
  switch (check.kind) {
    case 'file':
      return checkFile(options.workspaces, verification, check)
    case 'schema':
      return checkSchema(options.workspaces, verification, check)
    case 'command':
    case 'reviewer':
      return checkByAgent(options, verification, check)
  }
}

/** An attempt's cost has one currency, so the cost of a check in another currency is not added. */
function sumOf(spent: Money | null, more: Money | null): Money | null {
  if (more === null || more.amountMinor === 0) return spent
  if (spent === null) return more
  if (spent.currency !== more.currency) return spent
  return { ...spent, amountMinor: spent.amountMinor + more.amountMinor }
}

function endOf(outcomes: readonly CheckOutcome[], result: Verification['result']): AttemptSignal {
  if (outcomes.every(({ isMet }) => isMet)) {
    return { type: 'result', result: { text: result.text, data: result.data, checks: [...outcomes] } }
  }
  return { type: 'failure', failure: { reason: 'unverified', message: describeOutcomes(outcomes) } }
}

type SchemaCheck = Extract<Check, { kind: 'schema' }>

const shownFaults = 10

/** Keywords whose errors only say that a nested value is invalid. */
const wrappers: ReadonlySet<string> = new Set([
  'properties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
  'false',
])

async function checkSchema(
  workspaces: Workspaces,
  verification: Verification,
  { schema, file }: SchemaCheck,
): Promise<Checked> {
  const read = file === undefined ? outputOf(verification) : await readJson(workspaces, verification, file)
  if ('why' in read) return { isMet: false, evidence: read.why }
  const { valid, errors } = new Validator(schema, '2020-12', false).validate(read.value)
  if (valid) return { isMet: true, evidence: text.matches }
  const faults = errors
    .filter(({ keyword }) => !wrappers.has(keyword))
    .map(({ instanceLocation, error }) => `${instanceLocation.replace(/^#\/?/, '') || text.value}: ${error}`)
  const more = faults.length > shownFaults ? [text.moreFaults(faults.length - shownFaults)] : []
  return { isMet: false, evidence: [...faults.slice(0, shownFaults), ...more].join('; ') }
}

type Read = { readonly value: Json } | { readonly why: string }

/** Programs and workers put their `output` in a field of `data`; for all other agents, `data` itself is the output. */
function outputOf({ result: { data } }: Verification): Read {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
  return { value: isObject && Object.hasOwn(data, 'output') ? (data.output ?? null) : data }
}

async function readJson(workspaces: Workspaces, verification: Verification, file: string): Promise<Read> {
  const content = await readChecked(workspaces, verification, file)
  if (typeof content !== 'string') return content
  return orElse(() => ({ value: JSON.parse(content) }), { why: text.noJson })
}

type FileCheck = Extract<Check, { kind: 'file' }>

const maxBytes = 10_000_000

async function checkFile(
  workspaces: Workspaces,
  verification: Verification,
  { path, contains }: FileCheck,
): Promise<Checked> {
  const content = await readChecked(workspaces, verification, path)
  if (typeof content !== 'string') return { isMet: false, evidence: content.why }
  if (content.trim() === '') return { isMet: false, evidence: text.empty }
  const bytes = Buffer.byteLength(content)
  return contains === undefined || content.includes(contains)
    ? { isMet: true, evidence: text.bytes(bytes) }
    : { isMet: false, evidence: text.textMissing(bytes) }
}

/** Text of a file in the workspace or, if it is missing, of the result's artifact with that name. */
async function readChecked(
  workspaces: Workspaces,
  { context, result }: Verification,
  path: string,
): Promise<string | { readonly why: string }> {
  const workspace = await workspaces.open(context)
  if (!workspace.ok) return { why: workspace.error.message }
  const read = await readNamed(workspace.value.folder, path, maxBytes)
  if (typeof read !== 'string') return read.toString('utf8')
  const handedOver = artifactsOf(result).find(({ name }) => name === path)
  return read === 'missing' && handedOver !== undefined ? handedOver.text : { why: text.unreadable[read] }
}

/**
 * Runs a program that must succeed, or another agent that must say `pass`. A check cannot ask a person, so a question
 * means that the check failed.
 */
async function checkByAgent(
  { findAgent, findAdapter }: VerifyOptions,
  verification: Verification,
  check: AgentCheck,
): Promise<Checked> {
  const agent = findAgent(check.agent)
  const fault = findAgentFault(agent, check, verification)
  if (agent === null || fault !== null) return { isMet: false, evidence: fault ?? '' }
  const adapter = findAdapter(agent.kind)
  if (adapter === null) return { isMet: false, evidence: text.noAdapter(agent.kind) }
  const { end, spent } = await hearOut(adapter, contextOf(verification, agent, check), verification.signal)
  return { ...judge(check, end), spent }
}

function findAgentFault(agent: Agent | null, check: AgentCheck, { context }: Verification): string | null {
  const fault = findCheckerFault(check, agent)
  if (fault !== null || check.kind === 'command') return fault
  return check.agent === context.agent.id ? text.ownWork(check.agent) : null
}

/** Same workspace and marker as the attempt, so that programs started by the check end with the attempt. */
function contextOf({ context, result }: Verification, agent: Agent, check: AgentCheck): AttemptContext {
  const { taskKey: key, title, idempotencyKey, attemptNumber } = context
  return {
    ...context,
    agent,
    // Unique key for each result, so that no agent mistakes the check for the task or continues an earlier check.
    idempotencyKey: `${idempotencyKey}/check-${attemptNumber}-${context.doneWhen.indexOf(check) + 1}`,
    attemptNumber: 1,
    title: `Check: ${title}`,
    description: check.kind === 'command' ? context.description : writeBrief(context, check),
    requiredSkills: agent.skills.includes('review') ? ['review'] : [],
    dependencies: [
      ...context.dependencies,
      { key, title, description: context.description, status: 'in_progress', result },
    ],
    answers: [],
    memo: null,
    doneWhen: context.doneWhen.filter((each) => each !== check),
    lastFailure: null,
    isResumed: false,
    isRedone: false,
  }
}

type End = Extract<AttemptSignal, { type: 'result' | 'failure' | 'question' }>

async function hearOut(
  adapter: AgentAdapter,
  context: AttemptContext,
  signal: AbortSignal,
): Promise<{ readonly end: End | null; readonly spent: Money | null }> {
  let spent: Money | null = null
  // If the agent throws, the check fails.
  try {
    for await (const said of adapter.start(context, signal)) {
      if (said.type === 'usage') spent = said.spent
      if (said.type === 'question') await adapter.release?.(context.idempotencyKey)
      if (said.type === 'result' || said.type === 'failure' || said.type === 'question')
        return { end: said, spent }
    }
    return { end: null, spent }
  } catch (error) {
    signal.throwIfAborted()
    const message = error instanceof Error ? error.message : String(error)
    return { end: { type: 'failure', failure: { reason: 'agent_error', message } }, spent }
  }
}

function judge({ kind, agent }: AgentCheck, end: End | null): Checked {
  if (end === null) return { isMet: false, evidence: text.noAnswer(agent) }
  if (end.type === 'failure') return { isMet: false, evidence: end.failure.message }
  if (end.type === 'question') return { isMet: false, evidence: text.question(agent, end.question.text) }
  const answer = end.result.text
  if (kind === 'command') return { isMet: true, evidence: answer }
  const verdict = verdictOf(end.result)
  if (verdict === null) return { isMet: false, evidence: text.noVerdict(agent, answer) }
  return { isMet: verdict === 'pass', evidence: answer }
}

const verdictSchema = z.object({ verdict: z.enum(['pass', 'fail']) })

/** Verdict from `data` or any of its fields, or else from the first word of the answer; null if there is none. */
function verdictOf({ text: answer, data }: Verification['result']): 'pass' | 'fail' | null {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  for (const part of [data, ...parts]) {
    const parsed = verdictSchema.safeParse(part)
    if (parsed.success) return parsed.data.verdict
  }
  const word = /^[\s*_#>`"'([]*(pass|fail)(?:ed|s)?\b/i.exec(answer)?.[1]?.toLowerCase()
  return word === 'pass' || word === 'fail' ? word : null
}

interface VerifyOptions {
  readonly workspaces: Workspaces
  readonly findAgent: (id: string) => Agent | null
  readonly findAdapter: (kind: string) => AgentAdapter | null
}

/** The outcome of a check, with its cost. */
interface Checked {
  readonly isMet: boolean
  readonly evidence: string
  readonly spent?: Money | null
}
