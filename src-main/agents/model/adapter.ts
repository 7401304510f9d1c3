import { z } from 'zod'
import type { RunId } from '#shared/ids.ts'
import { type ModelConfig, modelConfigSchema, type ToolPolicy } from '#shared/model/agents/model-agent.ts'
import type { Artifact } from '#shared/model/artifact.ts'
import type { Json } from '#shared/model/json.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { err } from '#shared/result.ts'
import { sha256 } from '../../base/hash.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import type { Models } from '../../models/port.ts'
import type { Knowledge } from '../knowledge.ts'
import type { ProgramOptions } from '../process/environment.ts'
import { beginTalk, memoOf, readTalk, type Talk } from './conversation.ts'
import { onceBegun } from './failure.ts'
import { newsOf, openingOf } from './first-prompt.ts'
import { converse, type End, type Working } from './loop.ts'
import { connectServers, type Servers } from './mcp/servers.ts'
import { done, ownTool, type UsableTool } from './tool.ts'
import { createWorkspaceTools, readText, type Written } from './workspace-tools.ts'

export interface ModelAgentOptions extends ProgramOptions {
  readonly models: Models
  readonly knowledge: Knowledge
  /**
   * Reason why the run's budget does not allow another model call; null if it does. `entry`: name of the model entry,
   * null for the default.
   */
  readonly findUnpaid: (runId: RunId, entry: string | null) => Promise<string | null>
}

/** Agents that are language models with tools: workspace files, memory and MCP servers. */
export function createModelAdapter(options: ModelAgentOptions): AgentAdapter {
  return {
    kind: 'model',
    async *start(context, signal) {
      const config = parseInput(modelConfigSchema, context.agent.config)
      if (!config.ok) return yield badInput(`Agent ${context.agent.id}, config: ${config.error.message}`)
      const opened = await options.workspaces.open(context)
      if (!opened.ok) return yield badInput(opened.error.message)
      const { folder, home, project } = opened.value
      const servers = await connectServers(config.value.mcp, {
        ...options,
        ...{ folder, home, projectFolder: project ?? context.projectFolder },
        ...{ signal, workId: context.attemptId },
      })
      try {
        yield* work(options, { context, config: config.value, folder, servers, signal })
      } finally {
        await servers.close()
      }
    },
  }
}

const badInput = (message: string): AttemptSignal => ({
  type: 'failure',
  failure: { reason: 'bad_input', message },
})

interface AttemptRun {
  readonly context: AttemptContext
  readonly config: ModelConfig
  readonly folder: string
  readonly servers: Servers
  readonly signal: AbortSignal
}

async function* work(
  { models, knowledge, findUnpaid, clock }: ModelAgentOptions,
  { context, config, folder, servers, signal }: AttemptRun,
): AsyncGenerator<AttemptSignal> {
  for (const text of servers.warnings) yield { type: 'log', level: 'warn', text }
  const { talk, grant, news } = resume(context, sha256(JSON.stringify(context.agent.config)))
  if (servers.failure !== null) {
    yield { type: 'failure', failure: onceBegun(servers.failure, talk.hasActed) }
    return
  }
  const written: Written = new Map(talk.written)
  const own = createWorkspaceTools({ folder, config, written })
  const memory = createMemoryTool(knowledge, {
    projectId: context.projectId,
    policy: config.tools.search_memory,
  })
  const tools = new Map<string, UsableTool>(
    [...own, memory, ...servers.tools].map((tool) => [tool.told.name, tool]),
  )
  const end = yield* converse({
    context,
    config,
    models,
    tools,
    talk,
    grant,
    news,
    signal,
    now: clock.now,
    findUnpaid,
  })
  talk.written = [...written]
  yield await closing(end, { context, config, folder, talk })
}

type Resumed = Pick<Working, 'talk' | 'grant' | 'news'>

/**
 * Continues the stored conversation, with the person's answer if there is a valid one. Without a stored conversation,
 * starts from the beginning.
 */
function resume(context: AttemptContext, configHash: string): Resumed {
  const { memo, attemptNumber, isResumed, answers } = context
  const talk = readTalk(memo)
  if (talk === null) return { talk: beginTalk(configHash, openingOf(context)), grant: null, news: [] }
  const { asked } = talk
  const answer = answers.at(-1)
  // A permission is valid only for the next attempt with the same config. Any other attempt asks again.
  const isCurrent =
    asked !== null &&
    !isResumed &&
    attemptNumber === asked.attempt + 1 &&
    answers.length > asked.answers &&
    talk.configHash === configHash
  const next = { ...talk, configHash, asked: null }
  const news = newsOf(context)
  if (!isCurrent || answer === undefined) return { talk: { ...next, elicited: [] }, grant: null, news }
  const { isAllowed, text, values } = answer
  if (isAllowed !== undefined) return { talk: next, grant: { isAllowed, note: text }, news }
  const elicited: Json[] = [...talk.elicited, values ?? (text === null ? null : { text })]
  return { talk: { ...next, elicited }, grant: { isAllowed: true, note: null }, news }
}

interface Closing extends Pick<AttemptRun, 'context' | 'config' | 'folder'> {
  readonly talk: Talk
}

async function closing(end: End, { context, config, folder, talk }: Closing): Promise<AttemptSignal> {
  switch (end.type) {
    case 'failure':
      return end
    case 'answered':
      return { type: 'result', result: await resultOf(end.text, { config, folder, talk }) }
    case 'question': {
      const { text, permission, form } = end
      const kind = permission === undefined ? 'tool_question' : 'permission'
      const asked = { kind, attempt: context.attemptNumber, answers: context.answers.length } as const
      const memo = memoOf(talk, asked)
      const more = permission === undefined ? { form: [...(form ?? [])] } : { permission }
      return { type: 'question', question: { text, ...more, memo } }
    }
  }
}

async function resultOf(
  text: string,
  { config, folder, talk }: Pick<Closing, 'config' | 'folder' | 'talk'>,
): Promise<TaskResult> {
  const artifacts: Artifact[] = []
  const notKept: string[] = []
  let room = config.maxOutputBytes
  for (const [path] of talk.written) {
    const read = await readText(folder, path, room)
    if (read.ok) {
      room -= Buffer.byteLength(read.value)
      artifacts.push({ name: path, text: read.value, mediaType: 'text/plain' })
    } else notKept.push(read.error)
  }
  const { model, turns, input, output, costMicros } = talk
  return {
    text,
    data: {
      ...{ model, turns, tokens: { input, output }, costMicros },
      ...(artifacts.length > 0 && { artifacts: artifacts.map((each) => ({ ...each })) }),
      ...(notKept.length > 0 && { notKept }),
    },
  }
}

const maxEntries = 10
const maxEntryText = 2000
const maxWords = 24

/** Searches the memory of the run's project. A run without a project has no memory. */
export const createMemoryTool = (
  knowledge: Knowledge,
  { projectId, policy }: { readonly projectId: string | null; readonly policy: ToolPolicy },
): UsableTool =>
  ownTool({
    name: 'search_memory',
    about: `Searches the memory of the project and returns up to ${maxEntries} entries, best match first.`,
    policy,
    isReading: true,
    schema: z.strictObject({
      words: z
        .string()
        .min(1)
        .max(500)
        .describe(`Up to ${maxWords} words, separated by spaces, for example "booking api port".`),
    }),
    async act(input) {
      if (projectId === null) return err('This run has no project, so there is no memory to search.')
      const words = (input.words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, maxWords)
      const entries =
        words.length === 0 ? [] : knowledge.searchMemory({ words, projectId, limit: maxEntries })
      const texts = entries.map(({ id, type, text }) => `${id} (${type})\n${text.slice(0, maxEntryText)}`)
      return done('memory', texts.join('\n\n') || '(no entries found)')
    },
  })
