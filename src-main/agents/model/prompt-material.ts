import type { PromptPart } from '../../models/port.ts'

/** Maximum characters of a tool result or task result that a model sees. */
export const maxShown = 20_000
/** Characters reserved for the note about the truncation. */
const maxNote = 100

/**
 * Quoted material, truncated before storage, because the conversation stays in memory and, during a question, in the
 * log. Control characters are replaced: JSON escapes each with six characters, and models do not need them.
 */
export function material(label: string, text: string): PromptPart {
  const left = text.length - maxShown
  const plain = text
    .slice(0, maxShown)
    .toWellFormed()
    .replaceAll(/(?![\n\t])\p{Cc}/gu, '\ufffd')
  const shown = left > 0 ? `${plain}\n[… ${left} more characters left out]` : plain
  return { kind: 'data', label: label.slice(0, 200), text: shown, maxLength: maxShown + maxNote }
}
