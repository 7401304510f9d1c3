import { type Artifact, listOfArtifacts } from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { type Changes, changesArtifact } from '#shared/model/workspace.ts'
import type { Refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../engine/ports.ts'
import { formatBytes } from './process/head-tail.ts'
import type { Workspaces } from './workspace.ts'

/**
 * Wraps the adapter of agents that work in a workspace. Records the changes with each result and attaches them as an
 * artifact. A recording error is logged and does not affect the result.
 */
export function withChanges(adapter: AgentAdapter, workspaces: Workspaces): AgentAdapter {
  return {
    ...adapter,
    async *start(context, signal) {
      const opened = await workspaces.open(context)
      if (!opened.ok) {
        yield { type: 'failure', failure: { reason: 'bad_input', message: refusalText(opened.error) } }
        return
      }
      for (const text of opened.value.notes) yield { type: 'log', level: 'warn', text }
      for await (const said of adapter.start(context, signal)) {
        if (said.type !== 'result') yield said
        else {
          const changes = await opened.value.commit(messageOf(context), (message) =>
            isOfTask(message, context),
          )
          yield* logChanges(changes.ok ? changes.value : changes.error)
          yield changes.ok ? { ...said, result: addChanges(said.result, changes.value) } : said
        }
      }
    },
  }
}

function* logChanges(changes: Changes | Refusal): Generator<AttemptSignal> {
  if ('code' in changes) {
    yield { type: 'log', level: 'warn', text: words.agentFailures.changesUnknown(refusalText(changes)) }
    return
  }
  for (const text of changes.notes) yield { type: 'log', level: 'warn', text }
  if (changes.fileCount === 0) return
  const { changed, diffCut } = words.artifactTexts
  const cut = changes.diffBytesLeftOut
  const rest = cut === 0 ? '' : ` ${diffCut(formatBytes(cut), formatBytes(changes.diffBytes))}`
  yield { type: 'log', level: 'info', text: `${changed(changes.fileCount)}${rest}` }
}

const refusalText = ({ message, hint }: Refusal): string => `${message} ${hint}`

/** The message identifies the attempt in the history. */
const messageOf = ({ title, taskKey, attemptNumber, runId, agent }: AttemptContext): string =>
  `${title.replaceAll(/\s+/g, ' ').slice(0, 200)}\n\nTask ${taskKey}, attempt ${attemptNumber}, by ${agent.id}, in ${runId}\n`

/**
 * True for a commit of another attempt at the same task. The result of that attempt did not count, since there is a
 * newer attempt.
 */
function isOfTask(message: string, { taskKey, runId }: AttemptContext): boolean {
  const about = message.slice(message.indexOf('\n\n') + 2)
  return about.startsWith(`Task ${taskKey}, attempt `) && about.trimEnd().endsWith(`, in ${runId}`)
}

/** Adds the diff as an artifact. The other data of the result is unchanged. */
function addChanges(result: TaskResult, { diff, fileCount }: Changes): TaskResult {
  if (fileCount === 0) return result
  const artifact: Artifact = { name: changesArtifact, mediaType: 'text/x-diff', text: diff }
  const { data } = result
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
  const fields = isObject ? data : data === null ? {} : { output: data }
  return { ...result, data: { ...fields, artifacts: [...listOfArtifacts(fields), { ...artifact }] } }
}
