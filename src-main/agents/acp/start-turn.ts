import type { AcpConfig } from '#shared/model/acp-agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { type Connection, type Fault, type McpServer, type Offer, protocolVersion } from './connection.ts'
import { failed, type Outcome, outcomeOfFault } from './outcome.ts'

interface Options {
  readonly config: AcpConfig
  readonly workspace: string
  readonly version: string
  readonly mcpServers: readonly McpServer[]
  /** The session that was lost with an earlier program, which the agent may still know. */
  readonly earlier: string | null
  /** From now on what the agent says is of this turn. */
  readonly onOpen: (sessionId: string) => void
  readonly warn: (text: string) => void
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
  if (!greeting.ok) return err(outcomeOfFault(greeting.error, 'the first word'))
  if (greeting.value.protocolVersion !== protocolVersion) {
    const versions = `version ${greeting.value.protocolVersion} of the protocol, Switchyard ${protocolVersion}`
    return err(failed('bad_input', `It speaks ${versions}. Install another version of it.`))
  }
  const opened = await open(connection, options, greeting.value.agentCapabilities ?? {})
  if (!opened.ok) return err(outcomeOfFault(opened.error, 'the start of a session'))
  const { sessionId, offer, isLoaded } = opened.value
  onOpen(sessionId)
  const fault =
    (await choose(connection, { sessionId, offer, category: 'mode', wanted: config.mode })) ??
    (await choose(connection, { sessionId, offer, category: 'model', wanted: config.model }))
  return fault === null ? ok({ sessionId, isLoaded }) : err(fault)
}

interface Opened extends Started {
  readonly offer: Offer
}
type Capabilities = { readonly loadSession?: boolean; readonly mcpCapabilities?: { readonly http?: boolean } }

async function open(
  connection: Connection,
  { workspace, mcpServers, earlier, warn }: Options,
  { loadSession = false, mcpCapabilities = {} }: Capabilities,
): Promise<Result<Opened, Fault>> {
  const reachable = mcpServers.filter((each) => !('type' in each) || mcpCapabilities.http === true)
  if (reachable.length < mcpServers.length) warn('It cannot reach MCP servers over HTTP, and is given none.')
  const folder = { cwd: workspace, mcpServers: reachable }
  if (earlier !== null && loadSession) {
    const loaded = await connection.loadSession({ ...folder, sessionId: earlier })
    if (loaded.ok) return ok({ sessionId: earlier, offer: loaded.value, isLoaded: true })
    if (loaded.error.code === null) return loaded
    warn('It does not know its earlier session any more, and begins anew.')
  }
  const opened = await connection.newSession(folder)
  return opened.ok ? ok({ sessionId: opened.value.sessionId, offer: opened.value, isLoaded: false }) : opened
}

interface Choice {
  readonly sessionId: string
  readonly offer: Offer
  readonly category: 'mode' | 'model'
  readonly wanted: string | undefined
}

async function choose(
  connection: Connection,
  { sessionId, offer, category, wanted }: Choice,
): Promise<Outcome | null> {
  if (wanted === undefined) return null
  const is = ({ id, name }: Named) => id === wanted || name === wanted
  const modes = category === 'mode' ? (offer.modes?.availableModes ?? []) : []
  const mode = modes.find(is)
  const option = offer.configOptions?.find((each) => (each.category ?? each.id) === category)
  const values = valuesOf(option)
  const value = values.find(is)
  if (mode === undefined && (value === undefined || option === undefined)) {
    const known = [...modes, ...values].map(({ id }) => id).slice(0, 50)
    const offered = known.length === 0 ? 'It offers none to choose.' : `It offers: ${known.join(', ')}.`
    return failed('bad_input', `It has no ${category} ${JSON.stringify(wanted)}. ${offered}`)
  }
  const answer =
    mode !== undefined
      ? await connection.setMode(sessionId, mode.id)
      : await connection.setOption(sessionId, option?.id ?? category, value?.id ?? wanted)
  return answer.ok ? null : outcomeOfFault(answer.error, `the choice of a ${category}`)
}

interface Named {
  readonly id: string
  readonly name: string
}

function valuesOf(option: NonNullable<Offer['configOptions']>[number] | undefined): Named[] {
  if (option?.type !== 'select') return []
  return option.options
    .flatMap((each) => ('group' in each ? each.options : [each]))
    .map(({ value, name }) => ({ id: value, name }))
}
