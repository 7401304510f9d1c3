import type { CommandOf } from '#shared/commands.ts'
import { type AttemptId, attemptId, type MemoryId } from '#shared/ids.ts'
import { artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import { sha256 } from '../../base/hash.ts'
import type { Placed } from '../state.ts'
import type { Rule } from './rule.ts'

const maxResultLength = 10_000
const maxFiles = 200

/** The caller has checked that the source of the entry exists: an ended run is not in the state. */
export function remember(rule: Rule, { memoryId, entry }: CommandOf<'memory.remember'>): undefined {
  const { type, taskKey, runId } = entry
  const told = { status: 'completed', taskType: type, taskId: taskKey ?? runId ?? memoryId }
  rule.emit({
    type: 'memory.remembered',
    memoryId,
    entry: { ...entry, ...told, id: memoryId, createdAt: rule.at, eventSeq: null },
  })
}

/** The caller has checked that the entry exists: entries are not in the state. */
export function tagMemory(rule: Rule, { memoryId, tags }: CommandOf<'memory.tag'>): undefined {
  rule.emit({ type: 'memory.tagged', memoryId, tags: [...new Set(tags)] })
}

/** The caller has checked that the entry exists and its run has ended: neither is in the state. */
export function completeMemory(rule: Rule, { memoryId, result }: CommandOf<'memory.complete'>): undefined {
  rule.emit({ type: 'memory.completed', memoryId, result })
}

/** Memory id for the result of an attempt. Derived from the attempt id, so each result is stored once. */
const memoryIdOf = (id: AttemptId): MemoryId => `mem_${sha256(id).slice(0, 32)}`

/**
 * Stores the result of an external worker in the transaction that accepts it. Results of other agents are in the build
 * log.
 */
export function rememberResult(rule: Rule, { run, task }: Placed, result: TaskResult): void {
  const { agentId, attempts, definition } = task
  if (agentId === null || rule.state.agents.get(agentId)?.agent.kind !== 'external') return
  const { key: taskKey, title } = definition
  const files = [...artifactsOf(result), ...storedArtifactsOf(result)].map(({ name }) => name)
  const memoryId = memoryIdOf(attemptId(run.id, taskKey, attempts))
  const type = 'task_result'
  const text = result.text.slice(0, maxResultLength)
  rule.emit({
    type: 'memory.remembered',
    memoryId,
    entry: {
      ...{ id: memoryId, type, agentId, tags: [type], runId: run.id, taskKey, projectId: run.projectId },
      content: { task_id: taskKey, title, result: text, files: files.slice(0, maxFiles) },
      ...{ status: 'completed', taskType: type, taskId: taskKey, createdAt: rule.at, eventSeq: null },
    },
  })
}
