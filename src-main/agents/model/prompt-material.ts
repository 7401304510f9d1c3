import type { PromptPart } from '../../models/port.ts'

/** Characters of what a tool came to, or of a result, that a model is shown. */
export const maxShown = 20_000
/** Room for the words that say how much was left out. */
const maxNote = 100

/**
 * Quoted material, cut before it is stored, because the conversation is kept in memory and, during a question, in the
 * log. Control characters are replaced: JSON writes each with six characters, and no model needs them.
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
