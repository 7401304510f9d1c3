import { splitSentences } from './sentences.ts'

const fence = /^[ \t]*(`{3,12}|~{3,12})[^\n]*\n([\s\S]*?)^[ \t]*\1[`~]*[ \t]*$/gm
const maxInstruction = 200

/**
 * The text that a task hands over with its description: the fenced text, or text after the first colon that
 * looks like prose. Null when the description is an instruction only.
 */
export function findGivenText(description: string): string | null {
  const fenced = [...description.matchAll(fence)].map((match) => match[2]?.trim() ?? '')
  const within = fenced.filter((text) => text !== '').join('\n\n')
  if (within !== '') return within
  const colon = /:(?=\s)/.exec(description)
  if (colon === null || colon.index > maxInstruction) return null
  const rest = description.slice(colon.index + 1).trim()
  return splitSentences(rest).length >= 2 || /[.!?…。！？]["'”’)]*$/.test(rest) ? rest : null
}

/** The instruction of the description, without the handed-over text. */
export function instructionOf(description: string): string {
  const given = findGivenText(description)
  return given === null ? description : description.replace(fence, '').replace(given, '')
}
