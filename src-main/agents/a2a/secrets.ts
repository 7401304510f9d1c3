import { readReference, type SecretReference } from '#shared/model/a2a-agent.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { RemoteFault } from './fault.ts'

/** Answers with what is kept there, or null when nothing is. */
export type ReadSecret = (reference: SecretReference) => Promise<string | null>

/** The headers with their values; throws a fault that names what is missing. */
export async function readHeaders(
  headers: Readonly<Record<string, string>>,
  readSecret: ReadSecret,
): Promise<Record<string, string>> {
  const read: Record<string, string> = {}
  for (const [header, text] of Object.entries(headers)) {
    const reference = readReference(text)
    const secret = reference === null ? null : await readSecret(reference).catch(unreadable(text))
    if (reference === null || secret === null || secret === '') {
      throw new RemoteFault(
        'bad_input',
        `For its header ${header} there is nothing in ${text}; put it there first.`,
      )
    }
    if (/[^\x20-\x7e]/.test(secret)) {
      throw new RemoteFault(
        'bad_input',
        `What ${text} holds cannot be sent in a header; check what was put there.`,
      )
    }
    read[header] = `${reference.prefix}${secret}`
  }
  return read
}

/** There is no keystore where nobody has signed in, or it is locked. */
const unreadable = (text: string) => (error: unknown) => {
  const why = error instanceof Error ? error.message : String(error)
  throw new RemoteFault('unavailable', `${text} cannot be read: ${why.slice(0, 200)}`)
}

const shortest = 6

/** Takes what is secret out of everything that is said: a server may well say what it was told. */
export function createHiding(
  headers: Readonly<Record<string, string>>,
): (said: AttemptSignal) => AttemptSignal {
  const secrets = Object.values(headers)
    .flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)])
    .filter((value) => value.length >= shortest)
  if (secrets.length === 0) return (said) => said
  const hideText = (text: string) =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text)
  return (said) => hideIn(said, hideText)
}

function hideIn<T>(value: T, hideText: (text: string) => string): T
function hideIn(value: unknown, hideText: (text: string) => string): unknown {
  if (typeof value === 'string') return hideText(value)
  if (Array.isArray(value)) return value.map((each) => hideIn(each, hideText))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hideIn(each, hideText)]))
}
