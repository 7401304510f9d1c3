import { readReference, type SecretReference } from '#shared/model/agents/a2a-agent.ts'
import { words } from '#shared/words/words.ts'
import { hideValues } from '../../base/secrets.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { RemoteFault } from './fault.ts'

/** Resolves to the stored value; null if there is none. */
export type ReadSecret = (reference: SecretReference) => Promise<string | null>

/** The headers with their secrets filled in. Throws a fault that names missing secrets. */
export async function readHeaders(
  headers: Readonly<Record<string, string>>,
  readSecret: ReadSecret,
): Promise<Record<string, string>> {
  const read: Record<string, string> = {}
  for (const [header, text] of Object.entries(headers)) {
    const reference = readReference(text)
    const secret = reference === null ? null : await readSecret(reference).catch(unreadable(text))
    if (reference === null || secret === null || secret === '') {
      throw new RemoteFault('bad_input', words.agentFailures.headerMissing(header, text))
    }
    if (/[^\x20-\x7e]/.test(secret)) {
      throw new RemoteFault('bad_input', words.agentFailures.headerInvalid(text))
    }
    read[header] = `${reference.prefix}${secret}`
  }
  return read
}

/** A keystore is missing without a signed-in user, or locked. */
const unreadable = (text: string) => (error: unknown) => {
  const why = error instanceof Error ? error.message : String(error)
  throw new RemoteFault('unavailable', words.agentFailures.secretUnreadable(text, why.slice(0, 200)))
}

/** Removes header values from all output: a server may echo its request. */
export function createHiding(
  headers: Readonly<Record<string, string>>,
): (said: AttemptSignal) => AttemptSignal {
  const values = Object.values(headers)
  const secrets = values.flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)])
  return (said) => hideValues(said, secrets)
}
