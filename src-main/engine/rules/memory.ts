import type { CommandOf } from '#shared/commands.ts'
import { ok } from '#shared/result.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/** Whether what it says it comes from is there was looked at before: a run that is over is not in the state. */
export function remember(rule: Rule, { memoryId, entry }: CommandOf<'memory.remember'>): Outcome {
  const { type, taskKey, runId } = entry
  const told = { status: 'completed', taskType: type, taskId: taskKey ?? runId ?? memoryId }
  rule.emit({
    type: 'memory.remembered',
    memoryId,
    entry: { ...entry, ...told, id: memoryId, createdAt: rule.at, eventSeq: null },
  })
  return ok(noAnswer)
}

/** Whether there is such an entry was looked at before: what is kept is not in the state. */
export function tagMemory(rule: Rule, { memoryId, tags }: CommandOf<'memory.tag'>): Outcome {
  rule.emit({ type: 'memory.tagged', memoryId, tags: [...new Set(tags)] })
  return ok(noAnswer)
}

/** Whether there is such an entry, and whether its run has ended, was looked at before: neither is in the state. */
export function completeMemory(rule: Rule, { memoryId, result }: CommandOf<'memory.complete'>): Outcome {
  rule.emit({ type: 'memory.completed', memoryId, result })
  return ok(noAnswer)
}
