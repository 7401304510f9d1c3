import type { RunId } from '#shared/ids.ts'
import type { ModelConfig } from '#shared/model/agents/model-agent.ts'
import type { FormField } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import type { Failure } from '#shared/model/runs/attempt.ts'
import type { AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import type { Message, Models, PromptPart, Reply, Spent, ToolCall } from '../../models/port.ts'
import { moneyOf } from '../../models/price.ts'
import { given } from '../input.ts'
import { shortenTalk, type Talk } from './conversation.ts'
import { failureOfModel } from './failure.ts'
import { instructionsOf } from './first-prompt.ts'
import { partsAdded } from './input.ts'
import { material } from './prompt-material.ts'
import type { Outcome, ToolQuestion, UsableTool } from './tool.ts'

export interface Working {
  readonly context: AttemptContext
  readonly config: ModelConfig
  readonly models: Models
  readonly tools: ReadonlyMap<string, UsableTool>
  /** Conversation to continue. The loop updates it in place. */
  readonly talk: Talk
  /** A person's answer to the first pending call; null without a valid answer. */
  readonly grant: Grant | null
  /** Messages for the model after the pending calls. */
  readonly news: readonly PromptPart[]
  readonly signal: AbortSignal
  readonly now: () => number
  /**
   * Reason why the run's budget does not allow another model call; null if it does. `entry`: name of the model entry,
   * null for the default.
   */
  readonly findUnpaid: (runId: RunId, entry: string | null) => Promise<string | null>
}

export interface Grant {
  readonly isAllowed: boolean
  readonly note: string | null
}

/** Outcome of the conversation loop. */
export type End =
  | { readonly type: 'answered'; readonly text: string }
  | { readonly type: 'failure'; readonly failure: Failure }
  | {
      readonly type: 'question'
      readonly text: string
      readonly permission?: Json
      readonly form?: readonly FormField[]
    }

const maxMisuses = 5
const maxOutputTokens = 16_000
const turnMs = 240_000
const maxLogged = 300

/**
 * Runs the tool loop: calls the model, executes the permitted tool calls and sends back their results. Ends with an
 * answer without tool calls, a question to a person, or a failure.
 */
export async function* converse(working: Working): AsyncGenerator<AttemptSignal, End> {
  const { talk, config, context, signal, findUnpaid } = working
  let { grant, news } = working
  let spentMicros: number | null = 0
  let sent: readonly Message[] = []
  for (;;) {
    for (let call = talk.pending[0]; call !== undefined; call = talk.pending[0]) {
      signal.throwIfAborted()
      const outcome = await perform(working, call, grant)
      // The answer applies to one call only.
      grant = null
      if (outcome.type === 'end') return outcome.end
      yield { type: 'log', level: outcome.isDone ? 'info' : 'warn', text: describe(call, outcome) }
      take(talk, call, outcome)
    }
    closeResults(talk)
    if (news.length > 0) talk.messages.push({ role: 'user', parts: [...news] })
    news = []
    if (talk.misuses >= maxMisuses) return failed('bad_output', tooManyMisuses)
    if (talk.turns >= config.maxTurns) return failed('agent_error', tooManyTurns(config))
    const unpaid = await findUnpaid(context.runId, config.model ?? null)
    if (unpaid !== null) return failed('over_budget', unpaid)

    talk.messages = shortenTalk(talk.messages)
    const request = requestOf(working)
    yield given(...partsAdded(request, sent))
    sent = [...request.messages]
    const reply = await ask(working)
    talk.turns += 1
    const spent = reply.ok ? reply.value : reply.error
    count(talk, spent)
    spentMicros = add(spentMicros, spent.costMicros)
    if (spentMicros !== null && spentMicros > 0) yield { type: 'usage', spent: moneyOf(spentMicros) }
    signal.throwIfAborted()
    if (!reply.ok) {
      const when = { hasBegun: hasBegun(working), now: working.now() }
      return { type: 'failure', failure: failureOfModel(reply.error, when) }
    }
    const { text, toolCalls } = reply.value
    if (toolCalls.length === 0 && text.trim() !== '') return { type: 'answered', text }
    hear(talk, reply.value)
    yield { type: 'alive' }
  }
}

/**
 * True once a tool has changed something, or once tokens of unknown cost were used while the agent has a price. A
 * start failure would otherwise be retried automatically, and its reserved price would be booked as zero.
 */
const hasBegun = ({ talk, context }: Working): boolean =>
  talk.hasActed || (context.agent.price !== undefined && talk.costMicros === null && talk.input !== 0)

const requestOf = ({ talk, config, tools }: Working) => ({
  entry: config.model ?? null,
  instructions: instructionsOf(config),
  messages: talk.messages,
  // Denied tools are not offered.
  tools: [...tools.values()].flatMap(({ told, policy }) => (policy === 'deny' ? [] : [told])),
})

function ask(working: Working) {
  const { models, signal } = working
  return models.converse({
    ...requestOf(working),
    maxOutputTokens,
    deadlineMs: turnMs,
    abortSignal: signal,
  })
}

function hear(talk: Talk, { text, toolCalls }: Reply): void {
  const calls = withinReason(toolCalls)
  talk.pending = [...calls]
  if (calls.length > 0) {
    talk.messages.push({ role: 'assistant', text: text.slice(0, maxBeside), toolCalls: calls })
    return
  }
  // The empty answer is not sent back, because some providers reject messages without content.
  talk.misuses += 1
  talk.messages.push({ role: 'user', parts: [{ kind: 'text', text: emptyAnswer }] })
}

/** Maximum characters of text beside a tool call. Only the model reads this text again. */
const maxBeside = 20_000

/**
 * Maximum characters of all tool inputs in one answer. Longer inputs cannot be shown to a person, or stored while the
 * person decides.
 */
const maxInput = 200_000

function withinReason(calls: readonly ToolCall[]): ToolCall[] {
  let room = maxInput
  return calls.map((call) => {
    const length = JSON.stringify(call.input).length
    room -= length
    return room < 0
      ? {
          ...call,
          input: `[left out: ${length} characters. One answer can have ${maxInput} characters of arguments.]`,
          again: null,
        }
      : call
  })
}

interface Performed {
  readonly type: 'performed'
  readonly parts: PromptPart[]
  readonly isDone: boolean
  readonly isMisuse: boolean
}
type Performing = Performed | { readonly type: 'end'; readonly end: End }

async function perform(working: Working, call: ToolCall, grant: Grant | null): Promise<Performing> {
  const { talk, tools, signal, context } = working
  const tool = tools.get(call.name)
  if (tool === undefined) return misused(`This tool does not exist. Available tools: ${namesOf(tools)}.`)
  if (tool.policy === 'deny') return refused(`This tool is denied to you. ${otherWay}`)
  const fault = findFault(tool, call)
  if (fault !== null) return misused(fault)
  if (grant?.isAllowed === false) return refused(`Denied by a person. ${otherWay}`, grant.note)
  if (tool.policy === 'ask' && grant === null) return { type: 'end', end: askToMay(context, tool, call) }
  // Set before the call runs, because an interrupted call must count as well.
  talk.hasActed ||= !tool.isReading
  return performedBy(await tool.run(call.input, { signal, elicited: talk.elicited }), call)
}

function performedBy(outcome: Outcome, { name }: ToolCall): Performing {
  switch (outcome.type) {
    case 'done':
      return performed([...outcome.parts], { isDone: true })
    case 'misused':
      return misused(outcome.message)
    case 'failed':
      return performed([said('The tool failed.'), errorOf(outcome.message)])
    case 'asks':
      return { type: 'end', end: askFor(name, outcome.question) }
  }
}

const findFault = (tool: UsableTool, { input }: ToolCall): string | null =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? tool.findMisuse(input)
    : `The arguments are not a JSON object: ${JSON.stringify(input).slice(0, maxLogged)}`

const performed = (
  parts: PromptPart[],
  { isDone = false, isMisuse = false }: Partial<Performed> = {},
): Performed => ({ type: 'performed', parts, isDone, isMisuse })

const misused = (message: string): Performed =>
  performed([said('The tool did not run.'), errorOf(message)], { isMisuse: true })

const refused = (why: string, note: string | null = null): Performed =>
  performed([said(why), ...(note === null ? [] : [material('note of the person', note)])])

const said = (text: string): PromptPart => ({ kind: 'text', text })
/** Error texts come from an untrusted server or model, so they are quoted as data. */
const errorOf = (text: string): PromptPart => material('error', text)

/** The person sees the complete call, and the permission covers only that call. */
function askToMay({ agent }: AttemptContext, { server, told }: UsableTool, { name, input }: ToolCall): End {
  const of = server === null ? '' : ` of the server ${server}`
  const tool = server === null ? told.name : name.slice(server.length + 2)
  const permission = { tool, server, arguments: input }
  return { type: 'question', text: `May ${agent.name} use ${tool}${of}?`, permission }
}

const askFor = (name: string, { text, form }: ToolQuestion): End => ({
  type: 'question',
  text: `${name} asks: ${text}`.slice(0, 5000),
  form,
})

function take(talk: Talk, { id, name }: ToolCall, { parts, isMisuse }: Performed): void {
  talk.pending.shift()
  talk.elicited = []
  const room =
    maxTold - talk.results.flatMap((each) => each.parts).reduce((sum, part) => sum + part.text.length, 0)
  talk.results.push({ id, name, parts: room > 0 ? parts : [said(tooMuch)] })
  talk.misuses = isMisuse ? talk.misuses + 1 : 0
}

/** Maximum characters of all tool results of one answer. */
const maxTold = 200_000
const tooMuch = `[left out: the results of one answer can have ${maxTold} characters. Call fewer tools at once.]`

function closeResults(talk: Talk): void {
  if (talk.results.length > 0) talk.messages.push({ role: 'tool', results: talk.results })
  talk.results = []
}

function count(talk: Talk, { model, usage, costMicros }: Spent): void {
  talk.model = model ?? talk.model
  talk.input = add(talk.input, usage.input)
  talk.output = add(talk.output, usage.output)
  talk.costMicros = add(talk.costMicros, costMicros)
}

/** Sum of two amounts; null if either is unknown. */
const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b)

function describe({ name, input }: ToolCall, { parts, isDone }: Performed): string {
  const args = JSON.stringify(input)
  const call = `${name} ${args.length > maxLogged ? `${args.slice(0, maxLogged)}…` : args}`
  const text = parts.map((part) => part.text).join(' ')
  return isDone ? call : `${call}: ${text.slice(0, maxLogged)}`
}

const namesOf = (tools: Working['tools']): string =>
  [...tools].flatMap(([name, { policy }]) => (policy === 'deny' ? [] : [name])).join(', ')

const emptyAnswer =
  'Your answer was empty. Call a tool, or give the final answer: changes, evidence, open points.'
const otherWay = 'Use another way, or name the missing part in the final answer.'
const tooManyMisuses = `The model asked ${maxMisuses} times in a row for what no tool can do, or said nothing.`
const tooManyTurns = ({ maxTurns }: ModelConfig): string =>
  `The model did not come to an end within ${maxTurns} answers (maxTurns).`

const failed = (reason: Failure['reason'], message: string): End => ({
  type: 'failure',
  failure: { reason, message },
})
