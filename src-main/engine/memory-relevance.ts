import type { Json } from '#shared/model/json.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'

/** Search words to ignore: "build" and "log" match the tag of every build log and say nothing about its subject. */
const logWords = /^(?:build|logs?$|log_)/i

/** True if an entry found by these words belongs in the context of a task. */
export function isRelevant({ type, content, taskId }: MemoryEntry, words: readonly string[]): boolean {
  if (type !== 'build_log') return true
  const text = `${textOf(content)} ${taskId}`.toLowerCase()
  return words.some((word) => !logWords.test(word) && text.includes(word.toLowerCase()))
}

/** Text of the values, without the field names. */
function textOf(content: Json): string {
  if (typeof content !== 'object' || content === null) return String(content ?? '')
  return Object.values(content).map(textOf).join(' ')
}
