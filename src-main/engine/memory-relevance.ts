import type { Json } from '#shared/model/json.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'

/** The tag of a build log matches the words "build" and "log", which say nothing about its subject. */
const logWords = /^(?:build|logs?$|log_)/i

/** Whether an entry that was found by these words belongs in the context of a task. */
export function isRelevant({ type, content, taskId }: MemoryEntry, words: readonly string[]): boolean {
  if (type !== 'build_log') return true
  const text = `${textOf(content)} ${taskId}`.toLowerCase()
  return words.some((word) => !logWords.test(word) && text.includes(word.toLowerCase()))
}

/** Values without the names of their fields. */
function textOf(content: Json): string {
  if (typeof content !== 'object' || content === null) return String(content ?? '')
  return Object.values(content).map(textOf).join(' ')
}
