import { credentialsIn, isNetworkVariable } from './network-variables.ts'

const hidden = '[hidden]'
const shortest = 8

/** Folders, locale and similar variables. Hiding their values would make texts unreadable. */
const systemVariables: ReadonlySet<string> = new Set([
  ...['PATH', 'PATHEXT', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TERM', 'COLORTERM', 'NODE_ENV'],
  ...['TMPDIR', 'TEMP', 'TMP', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'EDITOR', 'PWD', 'USERPROFILE'],
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR'],
  ...['SystemRoot', 'windir', 'ComSpec', 'APPDATA', 'LOCALAPPDATA', 'CLAUDE_CONFIG_DIR', 'CODEX_HOME'],
])

/** Parts of a variable that must not be shown. */
function secretParts([name, value]: readonly [string, string]): string[] {
  if (systemVariables.has(name) || value === '') return []
  const credentials = credentialsIn(name, value)
  return isNetworkVariable(name) ? credentials : [value, ...credentials]
}

/** Log message about variables that are too short to hide; null if there are none. */
export function describeShort(env: Readonly<Record<string, string>>): string | null {
  const names = listShort(env)
  if (names.length === 0) return null
  const verb = names.length === 1 ? 'has' : 'have'
  return `${names.join(', ')} ${verb} fewer than ${shortest} characters and cannot be hidden in texts.`
}

/** Names of variables with a secret value that is too short to search for. */
export const listShort = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env)
    .filter((each) => secretParts(each).some((part) => part.length < shortest))
    .map(([name]) => name)

const hiders = new WeakMap<readonly string[], Secrets>()

/** Copy of the value in which these secrets are replaced. */
export function hideValues<T>(value: T, values: readonly string[]): T {
  const known = hiders.get(values) ?? createSecrets(values)
  hiders.set(values, known)
  return known.hideIn(value)
}

/**
 * Replaces values that must not be stored, logged or shown in texts of agents: plain, or encoded as JSON, URL, hex or
 * base64, at any position.
 * Not found: a secret that is split, encoded twice or changed. Values of fewer than eight characters are not searched
 * for, because ordinary words contain them; a warning names their variable. The search prevents accidents, not
 * attacks: a program can change a secret to get it out.
 */
export function createSecrets(values: readonly string[] = []) {
  const forms = new Set<string>()
  const short = new Set<string>()
  const listeners: ((name: string) => void)[] = []
  let longestFirst: string[] = []

  /** `name` is the source of the value, for the warning about a short value. */
  function add(value: string, name?: string): void {
    if (value !== '' && value.length < shortest) noteShort(name)
    if (value.length < shortest || forms.has(value)) return
    for (const form of formsOf(value)) forms.add(form)
    longestFirst = [...forms].toSorted((a, b) => b.length - a.length)
  }

  function noteShort(name: string | undefined): void {
    if (name === undefined || short.has(name)) return
    short.add(name)
    for (const listener of listeners) listener(name)
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
    /**
     * Adds the variables that a program receives. System variables are not hidden; in network variables, only
     * credentials are.
     */
    addHanded(env: Readonly<Record<string, string>>): void {
      for (const each of Object.entries(env)) for (const part of secretParts(each)) add(part, each[0])
    },
    /** Calls the listener once for each name with a short value, including names that were added before. */
    onShort(listener: (name: string) => void): void {
      listeners.push(listener)
      for (const name of short) listener(name)
    },
    /** Copy of the value in which secrets are replaced, including nested texts and object keys. Types do not change. */
    hideIn: <T>(value: T): T => (longestFirst.length === 0 ? value : (hideIn(value) as T)),
  }
}
export type Secrets = ReturnType<typeof createSecrets>

const replaceAll = (text: string, form: string): string =>
  text.includes(form) ? text.replaceAll(form, hidden) : text

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), hex, hex.toUpperCase()]
  // The base64 form of a secret depends on its offset modulo 3 in the encoded data, so add all three forms without
  // the ambiguous ends.
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

/** The variables with a secret name, or with a value that contains a URL with credentials. */
export const secretsOf = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name, value]) => isSecretName(name) || credentialsIn(name, value).length > 0,
    ),
  )

/** True if the name of a variable indicates a secret value. */
export const isSecretName = (name: string): boolean =>
  /key|token|secret|passw|credential|(?:^|_)auth(?:$|_)/i.test(name)
