/** `me` in `send me the report`: the user is the recipient. */
export const toUser = /^(?:me|us)\b/i

/** `three versions of the letter`: the noun after `of` is the head. */
const copiesOf = /^(?:(?:\p{L}+\s)?(?:versions?|drafts?|copies|variants?)) of (?:the |an? |our |my )?/iu

/** `about` in `a poem about autumn`: the words after it are the topic. */
const topicStart =
  /\s(?:of|about|on|for|to|from|in|at|with|that|which|who|how|why|where|when|whether|by|into|as|saying|asking|between|so|over|per|under|using|based|explaining|describing|summari[sz]ing)\s|[,:;("“]/i

/** The words of an object before its topic, in lower case: `a poem` in `a poem about autumn`. */
export function headOf(object: string): string[] {
  const bare = object.replace(toUser, '').trim().replace(copiesOf, '')
  const [head = ''] = bare.split(topicStart)
  return head.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N};'’-]*/gu) ?? []
}

export const hasNoun = (head: readonly string[], nouns: ReadonlySet<string>): boolean =>
  head.some((word) => nouns.has(word))

export const endsWithNoun = (head: readonly string[], nouns: ReadonlySet<string>): boolean =>
  nouns.has(head.at(-1) ?? '')
