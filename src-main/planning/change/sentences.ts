/** Verbs that start a new request: `remove A and make B wait for C` contains two. */
const openers =
  'remove|delete|drop|take out|make|let|set|rename|add|insert|put|ask|require|move|run|do|give|unlink|mark|plan|write|build|research|create'
const joints = new RegExp(
  String.raw`\s*(?:[;\n]+|[.!?](?=\s|$)|,?\s+(?:and then|then|and)\s+(?=(?:${openers})\b)|,\s*(?=(?:${openers})\b))\s*`,
  'giu',
)
const quoted = /"[^"\n]*"|“[^”\n]*”|«[^»\n]*»/g
const fillers =
  /^(?:(?:and|then|also|now|please|finally|can you|could you|i want to|we should)\s+|[-*•]\s+)+/i

/** Splits a text into separate requests. Quoted text is never split. */
export function listRequests(text: string): string[] {
  const masked = text.replaceAll(quoted, (part) => '\u0001'.repeat(part.length))
  const requests: string[] = []
  let from = 0
  for (const { 0: joint, index } of masked.matchAll(joints)) {
    requests.push(text.slice(from, index))
    from = index + joint.length
  }
  requests.push(text.slice(from))
  return requests
    .map((request) =>
      request
        .trim()
        .replace(fillers, '')
        .replace(/[.,]+$/, ''),
    )
    .filter((request) => request !== '')
}

/** Splits `A, B and C` into its parts. */
export function listNamedIn(words: string): string[] {
  const masked = words.replaceAll(quoted, (part) => '\u0001'.repeat(part.length))
  const parts: string[] = []
  let from = 0
  for (const { 0: joint, index } of masked.matchAll(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/gi)) {
    parts.push(words.slice(from, index))
    from = index + joint.length
  }
  parts.push(words.slice(from))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
