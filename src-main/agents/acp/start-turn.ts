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
  /** A session of an earlier process, which the agent may still be able to load; null if there is none. */
  readonly earlier: string | null
  /** Called with the session's id. Later updates belong to this turn. */
  readonly onOpen: (sessionId: string) => void
  readonly note: (level: 'info' | 'warn', text: string) => void
  /** Environment of the agent's process. */
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
}

interface Started {
  readonly sessionId: string
  /** True if the earlier session was loaded. */
  readonly isLoaded: boolean
}

/** Initializes the protocol, opens a session and applies the config. The error is the outcome of the turn. */
export async function startTurn(connection: Connection, options: Options): Promise<Result<Started, Outcome>> {
  const { config, version, onOpen } = options
  const greeting = await connection.initialize(version)
  if (!greeting.ok) return err(outcomeOfFault(greeting.error, 'initialize', options.clock.now()))
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

/** Signs in only when opening a session fails: an agent that lists sign-in methods may be signed in already. */
async function openSignedIn(
  connection: Connection,
  options: Options,
  { agentCapabilities, authMethods }: { agentCapabilities: Capabilities; authMethods: unknown },
): Promise<Result<Opened, Outcome>> {
  const first = await open(connection, options, agentCapabilities)
  if (first.ok) return first
  if (first.error.code !== signInCode) return err(outcomeOfFault(first.error, 'session', options.clock.now()))
  const { env, clock, note } = options
  const say = (text: string) => note('info', text)
  const signed = await signIn(connection, first.error, { offered: authMethods, env, clock, note: say })
  if (!signed.ok) return signed
  const again = await open(connection, options, agentCapabilities)
  return again.ok ? again : err(outcomeOfFault(again.error, 'session', clock.now()))
}

/** Selects the configured mode; otherwise, if any rule asks or denies, the mode in which the agent asks. */
async function chooseMode(choice: Choice, { config, note }: Options): Promise<Outcome | null> {
  const { offer } = choice
  if (!wantsAsking(config)) return choose(choice, 'mode', config.mode)
  const modes = offeredOf(offer, 'mode')
  const asking = findAskingMode(modes)
  if (asking === null) {
    const names = modes.map(({ id }) => id).slice(0, 50)
    note('warn', words.agentNotes.noAskingMode(names.join(', ')))
    return null
  }
  if (asking.id === currentMode(offer)) return null
  note('info', words.agentNotes.askingMode(asking.name))
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
  // The agent's own settings define its MCP servers.
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
  return answer.ok ? null : outcomeOfFault(answer.error, category, clock.now())
}

interface Offered extends OfferedMode {
  /** The setting that owns this value; null for a mode of the session. */
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

/** A mode offered by the agent. */
interface OfferedMode {
  readonly id: string
  readonly name: string
  readonly description: string
}

/** True if a rule or a person must decide before the agent acts. */
const wantsAsking = ({ mode, permissions }: AcpConfig): boolean =>
  mode === undefined && Object.values(permissions).some((rule) => rule !== 'allow')

/**
 * Normalised ids of modes that ask before each action, in order of preference: Claude, Gemini and Qwen use `default`,
 * Codex
 * "Ask for approval", goose `approve`. A mode that is only titled Default may not ask.
 */
const askingIds = ['default', 'ask', 'askforapproval', 'askforpermission', 'alwaysask', 'approve', 'manual']
const askingNames = ['ask', 'askforapproval', 'askforpermission', 'alwaysask', 'manualapproval']

/** Matches the description of a read-only mode named `ask`, such as Cursor's. */
const readsOnly =
  /\bno (?:edits|changes)\b|without (?:implementing|making|changing)|read[- ]only|\bquestions?\b|q&a/i

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')

/** The mode in which the agent asks before it acts; null if there is none. */
export function findAskingMode(modes: readonly OfferedMode[]): OfferedMode | null {
  const able = modes.filter(({ description }) => !readsOnly.test(description))
  const rank = ({ id, name }: OfferedMode): number => {
    const ranks = [askingIds.indexOf(plain(id)), askingNames.indexOf(plain(name))].filter((at) => at >= 0)
    return ranks.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ranks)
  }
  const [best] = able.filter((mode) => Number.isFinite(rank(mode))).toSorted((a, b) => rank(a) - rank(b))
  return best ?? null
}
