/**
 * Job: knows what must be neither stored nor logged nor shown, and takes it out of whatever agents say: as it is, and as it
 * is written in JSON, in a URL, in hex and in base64, at whatever place it stands there.
 *
 * Not found: a secret that is cut in two, encoded twice, or changed; one of fewer than eight characters, which would take
 * ordinary words with it. This keeps mistakes from being kept; it is no wall against who wants to get a secret out.
 */
export interface Secrets {
  add(value: string): void
  /** The same without them; texts in arrays and objects, and their keys, as well. */
  hideIn<T>(value: T): T
}

const hidden = '[hidden]'
const shortest = 8

export function createSecrets(values: readonly string[] = []): Secrets {
  const forms = new Set<string>()
  let longestFirst: string[] = []

  function add(value: string): void {
    if (value.length < shortest || forms.has(value)) return
    for (const form of formsOf(value)) forms.add(form)
    longestFirst = [...forms].toSorted((a, b) => b.length - a.length)
  }

  const hideInText = (text: string): string =>
    text.length < shortest ? text : longestFirst.reduce(replaceAll, text)

  function hideIn(value: unknown): unknown {
    if (typeof value === 'string') return hideInText(value)
    if (Array.isArray(value)) return value.map(hideIn)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [hideInText(key), hideIn(each)]))
  }

  for (const value of values) add(value)
  return {
    add,
    // Nothing but texts changes, and texts stay texts.
    hideIn: <T>(value: T): T => (longestFirst.length === 0 ? value : (hideIn(value) as T)),
  }
}

const replaceAll = (text: string, form: string): string =>
  text.includes(form) ? text.replaceAll(form, hidden) : text

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), hex, hex.toUpperCase()]
  // Where it stands within what was encoded says which of three texts it becomes, but for the ends.
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const from = before === 0 ? 0 : before + 1
    const isWhole = (before + bytes.length) % 3 === 0
    const inner = encoded.slice(from, isWhole ? undefined : -1)
    forms.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return forms.filter((form) => form.length >= shortest)
}

/** Variables whose names say that what they hold is nobody's business. */
export const isSecretName = (name: string): boolean =>
  /key|token|secret|passw|credential|(?:^|_)auth(?:$|_)/i.test(name)
