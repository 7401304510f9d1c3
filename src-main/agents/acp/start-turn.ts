import type { AcpConfig } from '#shared/model/agents/acp-agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { type Connection, type Fault, type Offer, protocolVersion, signInCode } from './connection.ts'
import { failed, type Outcome, outcomeOfFault } from './outcome.ts'
import { signIn } from './sign-in.ts'

interface Options {
  readonly config: AcpConfig
  readonly workspace: string
  readonly version: string
  /** The session that was lost with an earlier program, which the agent may still know. */
  readonly earlier: string | null
  /** From now on what the agent says is of this turn. */
  readonly onOpen: (sessionId: string) => void
  readonly note: (level: 'info' | 'warn', text: string) => void
  /** Environment of the agent's process. */
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
}

interface Started {
  readonly sessionId: string
  /** It is the earlier one. */
  readonly isLoaded: boolean
}

/** From the first word to a session that is set as its config says; the other side is what the turn came to instead. */
export async function startTurn(connection: Connection, options: Options): Promise<Result<Started, Outcome>> {
  const { config, version, onOpen } = options
  const greeting = await connection.initialize(version)
  if (!greeting.ok) return err(outcomeOfFault(greeting.error, 'the first word', options.clock.now()))
  if (greeting.value.protocolVersion !== protocolVersion) {
    const theirs = greeting.value.protocolVersion
    return err(failed('bad_input', words.agentFailures.protocolVersions(theirs, protocolVersion)))
  }
  const { agentCapabilities = {}, authMethods } = greeting.value
  const opened = await openSignedIn(connection, options, { agentCapabilities, authMethods })
  if (!opened.ok) return opened
  const { sessionId, isLoaded } = opened.value
  onOpen(sessionId)
  const choice: Choice = { connection, ...opened.value, clock: options.clock }
  const fault = (await chooseMode(choice, options)) ?? (await choose(choice, 'model', config.model))
  return fault === null ? ok({ sessionId, isLoaded }) : err(fault)
}

/** A sign-in is asked for where a session is, and no sooner: an agent that lists ways may be signed in. */
async function openSignedIn(
  connection: Connection,
  options: Options,
  { agentCapabilities, authMethods }: { agentCapabilities: Capabilities; authMethods: unknown },
): Promise<Result<Opened, Outcome>> {
  const first = await open(connection, options, agentCapabilities)
  if (first.ok) return first
  if (first.error.code !== signInCode)
    return err(outcomeOfFault(first.error, 'the start of a session', options.clock.now()))
  const { env, clock, note } = options
  const say = (text: string) => note('info', text)
  const signed = await signIn(connection, first.error, { offered: authMethods, env, clock, note: say })
  if (!signed.ok) return signed
  const again = await open(connection, options, agentCapabilities)
  return again.ok ? again : err(outcomeOfFault(again.error, 'the start of a session', clock.now()))
}

/** The mode that the config names; else, where a rule asks or denies, the one in which the agent asks. */
async function chooseMode(choice: Choice, { config, note }: Options): Promise<Outcome | null> {
  const { offer } = choice
  if (!wantsAsking(config)) return choose(choice, 'mode', config.mode)
  const modes = offeredOf(offer, 'mode')
  const asking = findAskingMode(modes)
  if (asking === null) {
    const names = modes.map(({ id }) => id).slice(0, 50)
    const offered = names.length === 0 ? 'no mode' : `${names.join(', ')}, and none of them asks`
    note('warn', `permissions: the agent offers ${offered}; its own settings say what it asks for`)
    return null
  }
  if (asking.id === currentMode(offer)) return null
  note('info', `mode: ${asking.name}, since permissions are asked for`)
  return choose(choice, 'mode', asking.id)
}

interface Opened extends Started {
  readonly offer: Offer
}
type Capabilities = { readonly loadSession?: boolean }

async function open(
  connection: Connection,
  { workspace, earlier, note }: Options,
  { loadSession = false }: Capabilities,
): Promise<Result<Opened, Fault>> {
  // Its own settings name the servers of tools that it uses.
  const folder = { cwd: workspace, mcpServers: [] }
  if (earlier !== null && loadSession) {
    const loaded = await connection.loadSession({ ...folder, sessionId: earlier })
    if (loaded.ok) return ok({ sessionId: earlier, offer: loaded.value, isLoaded: true })
    if (loaded.error.code === null) return loaded
    note('warn', words.agentFailures.sessionLost)
  }
  const opened = await connection.newSession(folder)
  return opened.ok ? ok({ sessionId: opened.value.sessionId, offer: opened.value, isLoaded: false }) : opened
}

interface Choice extends Pick<Opened, 'sessionId' | 'offer'> {
  readonly connection: Connection
  readonly clock: Clock
}
type Category = 'mode' | 'model'

async function choose(
  { connection, sessionId, offer, clock }: Choice,
  category: Category,
  wanted: string | undefined,
): Promise<Outcome | null> {
  if (wanted === undefined) return null
  const offered = offeredOf(offer, category)
  const found = offered.find(({ id, name }) => id === wanted || name === wanted)
  if (found === undefined) {
    const known = offered.map(({ id }) => id).slice(0, 50)
    const offer = words.agentFailures.optionsOffered(known.join(', '))
    return failed('bad_input', words.agentFailures.optionMissing(category, JSON.stringify(wanted), offer))
  }
  const answer =
    found.option === null
      ? await connection.setMode(sessionId, found.id)
      : await connection.setOption(sessionId, found.option, found.id)
  return answer.ok ? null : outcomeOfFault(answer.error, `the choice of a ${category}`, clock.now())
}

interface Offered extends OfferedMode {
  /** The setting that it is a value of; null: it is a mode of the session. */
  readonly option: string | null
}

function offeredOf(offer: Offer, category: Category): Offered[] {
  const modes = category === 'mode' ? (offer.modes?.availableModes ?? []) : []
  const option = optionOf(offer, category)
  const values = option?.options.flatMap((each) => ('group' in each ? each.options : [each])) ?? []
  return [
    ...modes.map((mode) => ({ ...mode, description: mode.description ?? '', option: null })),
    ...values.map(({ value, name, description }) => {
      return { id: value, name, description: description ?? '', option: option?.id ?? category }
    }),
  ]
}

const currentMode = (offer: Offer): string | undefined =>
  offer.modes?.currentModeId ?? optionOf(offer, 'mode')?.currentValue

function optionOf({ configOptions }: Offer, category: Category) {
  const option = configOptions?.find((each) => (each.category ?? each.id) === category)
  return option?.type === 'select' ? option : undefined
}

/** A mode as the agent offers it. */
interface OfferedMode {
  readonly id: string
  readonly name: string
  readonly description: string
}

/** Whether a person or a rule is to hear of something before the agent does it. */
const wantsAsking = ({ mode, permissions }: AcpConfig): boolean =>
  mode === undefined && Object.values(permissions).some((rule) => rule !== 'allow')

/**
 * By what agents call the mode in which they ask before they act, best first: Claude, Gemini and Qwen say `default`, Codex
 * "Ask for approval", goose `approve`. A mode that is only named Default may be the one that does not ask.
 */
const askingIds = ['default', 'ask', 'askforapproval', 'askforpermission', 'alwaysask', 'approve', 'manual']
const askingNames = ['ask', 'askforapproval', 'askforpermission', 'alwaysask', 'manualapproval']

/** Description of a mode `ask` that answers questions and changes nothing, such as Cursor's. */
const readsOnly =
  /\bno (?:edits|changes)\b|without (?:implementing|making|changing)|read[- ]only|\bquestions?\b|q&a/i

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

/** The mode in which the agent asks; null where it offers none. */
export function findAskingMode(modes: readonly OfferedMode[]): OfferedMode | null {
  const able = modes.filter(({ description }) => !readsOnly.test(description))
  const rank = ({ id, name }: OfferedMode): number => {
    const ranks = [askingIds.indexOf(plain(id)), askingNames.indexOf(plain(name))].filter((at) => at >= 0)
    return ranks.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ranks)
  }
  const [best] = able.filter((mode) => Number.isFinite(rank(mode))).toSorted((a, b) => rank(a) - rank(b))
  return best ?? null
}
