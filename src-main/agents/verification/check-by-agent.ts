import { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type AgentCheck, findCheckerFault } from '#shared/model/checker.ts'
import type { Money } from '#shared/model/money.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal, Verification } from '../../engine/ports.ts'
import { writeBrief } from '../review-brief.ts'
import type { Checked, VerifyOptions } from './checked.ts'

/** A program that ends well, or another agent that says `pass`. It asks nobody: a check that has a question is not met. */
export async function checkByAgent(
  { findAgent, findAdapter }: VerifyOptions,
  verification: Verification,
  check: AgentCheck,
): Promise<Checked> {
  const agent = findAgent(check.agent)
  const fault = findAgentFault(agent, check, verification)
  if (agent === null || fault !== null) return { isMet: false, evidence: fault ?? '' }
  const adapter = findAdapter(agent.kind)
  if (adapter === null)
    return { isMet: false, evidence: `agents of kind ${agent.kind} cannot be started here` }
  const { end, spent } = await hearOut(adapter, contextOf(verification, agent, check), verification.signal)
  return { ...judge(check, end), spent }
}

function findAgentFault(agent: Agent | null, check: AgentCheck, { context }: Verification): string | null {
  const fault = findCheckerFault(check, agent)
  if (fault !== null || check.kind === 'command') return fault
  return check.agent === context.agent.id ? `${check.agent} did the work itself` : null
}

/** In the same workspace, and under the same marker: what it starts ends with the attempt. */
function contextOf({ context, result }: Verification, agent: Agent, check: AgentCheck): AttemptContext {
  const { taskKey: key, title, idempotencyKey, attemptNumber } = context
  return {
    ...context,
    agent,
    // Work of its own, done anew for each result: nobody may take it for the task, or go on with an earlier look.
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
  // Whatever it throws, the result it looked at has not passed.
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
  if (end === null) return { isMet: false, evidence: `${agent} ended without a word` }
  if (end.type === 'failure') return { isMet: false, evidence: end.failure.message }
  if (end.type === 'question')
    return { isMet: false, evidence: `${agent} had a question: ${end.question.text}` }
  const { text } = end.result
  if (kind === 'command') return { isMet: true, evidence: text }
  const verdict = verdictOf(end.result)
  if (verdict === null) return { isMet: false, evidence: `${agent} said neither pass nor fail: ${text}` }
  return { isMet: verdict === 'pass', evidence: text }
}

const verdictSchema = z.object({ verdict: z.enum(['pass', 'fail']) })

/** As data, under whatever name its kind hands it over, or as the first word that it says. */
function verdictOf({ text, data }: Verification['result']): 'pass' | 'fail' | null {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  for (const part of [data, ...parts]) {
    const parsed = verdictSchema.safeParse(part)
    if (parsed.success) return parsed.data.verdict
  }
  const word = /^[\s*_#>`"'([]*(pass|fail)(?:ed|s)?\b/i.exec(text)?.[1]?.toLowerCase()
  return word === 'pass' || word === 'fail' ? word : null
}
