import { realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { ModelTest, ModelView } from '#shared/contract/models.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { type McpServer, type ModelConfig, modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import type { Clock } from '../../base/clock.ts'
import { parseInput } from '../../base/parse-input.ts'
import { makeTempFolder } from '../../base/temp-folder.ts'
import type { Servers } from '../model/mcp/servers.ts'
import { houseOf, markerOf } from '../process/marked.ts'
import { amiss, type Found, fine, misfit } from './found.ts'

export interface ModelCheckOptions {
  readonly dataDir: string
  readonly clock: Clock
  readonly readVariables: (names: readonly string[]) => Record<string, string>
  readonly models: {
    readonly list: () => readonly ModelView[]
    readonly test: (name: string, signal?: AbortSignal) => Promise<ModelTest | null>
  }
}

/** Asks the model a few short questions, and starts its servers of tools only to hear what they offer. */
export async function checkModel(
  agent: Agent,
  options: ModelCheckOptions,
  signal: AbortSignal,
): Promise<Found> {
  const config = parseInput(modelConfigSchema, agent.config)
  if (!config.ok) return misfit(agent, config.error)
  const servers = await checkServers(agent, config.value, options, signal)
  const model = await checkEntry(config.value, options, signal)
  const broken = [model, servers].find(({ ok }) => !ok)
  const details = [...model.details, ...servers.details]
  return broken === undefined ? fine(model.message, details) : amiss(broken.message, details)
}

async function checkEntry(
  { model }: ModelConfig,
  { models }: ModelCheckOptions,
  signal: AbortSignal,
): Promise<Found> {
  const entries = models.list()
  const entry = entries.find(({ name, usedFor }) =>
    model === undefined ? usedFor.includes('working') : name === model,
  )
  if (entry === undefined) {
    const known = entries.map(({ name }) => name).join(', ') || 'none'
    if (model === undefined) return amiss(`No model is set for working. Set are: ${known}.`)
    return amiss(`There is no model entry ${JSON.stringify(model)}. Set are: ${known}.`)
  }
  const test = await models.test(entry.name, signal)
  signal.throwIfAborted()
  const details = [{ name: 'Model', value: `${entry.name} (${entry.kind}/${entry.model})` }]
  if (test?.isWorking !== true)
    return amiss(`The model does not work: ${test?.failure ?? 'it is gone.'}`, details)
  return fine('The model answers as it is asked to.', details)
}

async function checkServers(
  { id }: Agent,
  { mcp }: ModelConfig,
  { dataDir, clock, readVariables }: ModelCheckOptions,
  signal: AbortSignal,
): Promise<Found> {
  if (mcp.length === 0) return fine('It has no servers of tools.')
  const { connectServers } = await import('../model/mcp/servers.ts')
  const folder = makeTempFolder(dataDir)
  try {
    const hidden = realpathSync(dataDir)
    const marker = markerOf(houseOf(hidden), `check/${id}`)
    const servers = await connectServers(mcp, {
      ...{ clock, folder, home: folder, projectFolder: null, marker, signal, readVariables },
      hidden: [hidden],
    })
    await servers.close()
    const details = mcp.map((server) => offerOf(server, servers))
    return servers.failure === null ? fine('', details) : amiss(servers.failure.message, details)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const maxNamed = 20

function offerOf({ name }: McpServer, { tools }: Servers): Found['details'][number] {
  const own = tools.filter(({ server }) => server === name).map(({ told }) => told.name)
  const more = own.length > maxNamed ? `, and ${own.length - maxNamed} more` : ''
  const value = own.length === 0 ? 'no tools' : `${own.slice(0, maxNamed).join(', ')}${more}`
  return { name: `Server ${name}`, value }
}
