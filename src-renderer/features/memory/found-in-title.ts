import type { Snippet } from '#shared/model/memory-search.ts'

/** The title with what was found in it, where all that was found stands there; null: something stands further on. */
export function foundInTitle(title: string, snippet: Snippet): Snippet | null {
  const said = snippet.map(({ text }) => text).join('')
  const isBeginning = said.startsWith(title) || title.startsWith(said.replace(/…$/, ''))
  if (!isBeginning || !snippet.some(({ isMatch }) => isMatch)) return null
  const pieces: Snippet = []
  let at = 0
  for (const { text, isMatch } of snippet) {
    const piece = title.slice(at, at + text.length)
    if (isMatch && piece !== text) return null
    pieces.push({ text: piece, isMatch })
    at += text.length
  }
  return [...pieces, { text: title.slice(at), isMatch: false }].filter(({ text }) => text !== '')
}
