/**
 * The recipient of a message. Name, address or both are present; the address contains no space and no control
 * character.
 */
export interface Recipient {
  readonly name: string | null
  readonly address: string | null
}

/** A mail address in a text: no quoted local part, no comments, at most 254 characters. */
const address = String.raw`(?<![\p{L}\p{N}._%+'@-])[\p{L}\p{N}_%+'-]+(?:\.[\p{L}\p{N}_%+'-]+){0,8}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,63}(?![\p{L}\p{N}@-])`
const addressPattern = new RegExp(address, 'gu')
const properName = String.raw`\p{Lu}[\p{L}\p{M}'’-]{0,40}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,40}){0,2}`
const groupName = String.raw`(?:my|our|the|your|his|her|their) [\p{L}\p{M}'’-]{1,40}`
const person = String.raw`(?:${properName}|${groupName}|everyone|everybody|me|us)(?![\p{L}\p{N}])`
const toNames = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:to|[Ee]-?mail|[Mm]ail|[Mm]essage|[Tt]ell|[Nn]otify|[Ii]nform|[Cc]ontact|[Aa]sk|[Rr]emind|[Ii]nvite|[Ss]end|[Ww]rite|cc) (${person}(?:(?:,? and |, | & )${person}){0,9})`,
  'gu',
)
const separator = /,? and |, | & /u
/** Phrases that start the content of the message, after its recipients. */
const topicPattern =
  /(?<![\p{L}\p{N}])(?:about|regarding|concerning|saying|that|with the (?:subject|text)|asking)(?![\p{L}\p{N}])|["“«:]/u
/** Phrases that start the message itself. Names after them are not recipients. */
const contentPattern =
  /(?<![\p{L}\p{N}])(?:saying|that says|which says|with the text)(?![\p{L}\p{N}])|["“«]|(?<!\b(?:to|cc|recipients?)):\s/iu
const notPeople =
  /^(?:the|my|our|your|his|her|their) (?:e-?mail|message|letter|draft|summary|results?|findings?|reports?|answers?|list|invoice|prices?|comparison|table)$/iu
const maxRecipients = 50
/** Replaces an address in a list of names, so that the list continues. No name contains this capital. */
const standIn = '\u{10400}'
const bracketed = new RegExp(`[<(]?${address}[>)]?`, 'gu')

/**
 * The distinct recipients of a request, in order: addresses that are not a source (`the letter from
 * ann@example.com`), and names after words such as `to` or `email`.
 */
export function findRecipients(request: string): Recipient[] {
  const text = request.slice(0, contentPattern.exec(request)?.index ?? request.length)
  const addressed = [...text.matchAll(addressPattern)].filter(
    ({ 0: found, index }) => found.length <= 254 && !isSource(text, index),
  )
  const named = addressed.map(({ 0: found, index }) => ({ name: nameBefore(text, index), address: found }))
  const head = text.slice(0, topicPattern.exec(text)?.index ?? text.length).replace(bracketed, standIn)
  const names = [...head.matchAll(toNames)]
    .flatMap(([, people = '']) => people.split(separator))
    .filter(
      (name) => !name.includes(standIn) && !notPeople.test(name) && named.every((each) => each.name !== name),
    )
    .map((name) => ({ name, address: null }))
  const all = [...named, ...names]
  const seen = new Set<string>()
  return all
    .filter(({ name, address }) => {
      const id = (address ?? name ?? '').toLowerCase()
      if (seen.has(id)) return false
      seen.add(id)
      return true
    })
    .slice(0, maxRecipients)
}

const isSource = (text: string, index: number): boolean =>
  /(?<![\p{L}\p{N}])(?:from|by|about|regarding|of|behalf of|signed)\s[<("']?$/iu.test(
    text.slice(Math.max(0, index - 30), index),
  )

/** `Ann Lee` in `Ann Lee <ann@example.com>`. */
function nameBefore(text: string, index: number): string | null {
  const before = text.slice(Math.max(0, index - 130), index)
  return new RegExp(`(${properName}) ?[<(]$`, 'u').exec(before)?.[1] ?? null
}
