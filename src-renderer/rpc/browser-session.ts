import { z } from 'zod'

/**
 * The half of the session that scripts can read. It is bound to the origin, port included; the other half is a cookie,
 * which the browser also sends to other ports of this machine.
 */
const storageKey = 'switchyard:key'
const answerSchema = z.object({ key: z.string().min(1) })

export const readKey = (): string | null => localStorage.getItem(storageKey)
export const keepKey = (key: string): void => localStorage.setItem(storageKey, key)

/** Leaves a newer key of another tab in place. */
export function forgetKey(key: string): void {
  if (readKey() === key) localStorage.removeItem(storageKey)
}

/** Calls back when another tab of this browser signs in. */
export function onKeyFromOtherTab(listener: () => void): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === storageKey && newValue !== null) listener()
  })
}

const launchCode = (): string | null => new URLSearchParams(location.hash.slice(1)).get('launch')

export const hasLaunchCode = (): boolean => launchCode() !== null

/** The one-time code of a launch link, taken out of the address so that it is neither copied nor kept in history. */
export function takeLaunchCode(): string | null {
  const code = launchCode()
  if (code !== null) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return code
}

/** The session key for a launch code; null when the code is used, expired or wrong. */
export const exchangeLaunchCode = (code: string): Promise<string | null> =>
  askForKey('/api/launch', { ...keyHeader(readKey()), 'content-type': 'application/json' }, { code })

/** The session key for the token of the server; null when the server refuses it. */
export const signIn = (token: string): Promise<string | null> =>
  askForKey('/api/session', { authorization: `Bearer ${token}` })

/** Ends the session of this browser, in all its tabs. */
export async function signOut(): Promise<void> {
  const key = readKey()
  await fetch('/api/session', { method: 'DELETE', headers: keyHeader(key) })
  if (key !== null) forgetKey(key)
}

/** Whether the server knows this session. Throws when there is no server to ask. */
export async function isSignedIn(key: string): Promise<boolean> {
  const response = await fetch('/api/session', { headers: keyHeader(key) })
  return response.status !== 401
}

const keyHeader = (key: string | null): Record<string, string> =>
  key === null ? {} : { 'switchyard-key': key }

async function askForKey(path: string, headers: Record<string, string>, body?: object) {
  const response = await fetch(path, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) return null
  const answer = answerSchema.safeParse(await response.json())
  return answer.success ? answer.data.key : null
}
