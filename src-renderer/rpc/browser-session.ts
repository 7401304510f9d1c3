import { z } from 'zod'

/**
 * Part of the session that scripts can read, bound to the origin including the port. The other part is a cookie, which
 * the browser also sends to other ports of this machine.
 */
const storageKey = 'switchyard:key'
const answerSchema = z.object({ key: z.string().min(1) })

export const readKey = (): string | null => localStorage.getItem(storageKey)
export const keepKey = (key: string): void => localStorage.setItem(storageKey, key)

/** Keeps a newer key that another tab has stored. */
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

/**
 * Removes the one-time code of a launch link from the address and returns it. The code must not be copied or stay in
 * the browser history.
 */
export function takeLaunchCode(): string | null {
  const code = launchCode()
  if (code !== null) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return code
}

/** Exchanges a launch code for a session key; null if the code is used, expired or wrong. */
export const exchangeLaunchCode = (code: string): Promise<string | null> =>
  askForKey('/api/launch', { ...keyHeader(readKey()), 'content-type': 'application/json' }, { code })

/** Exchanges the server's token for a session key; null if the server rejects it. */
export const signIn = (token: string): Promise<string | null> =>
  askForKey('/api/session', { authorization: `Bearer ${token}` })

/** Ends the session in all tabs of this browser. */
export async function signOut(): Promise<void> {
  const key = readKey()
  await fetch('/api/session', { method: 'DELETE', headers: keyHeader(key) })
  if (key !== null) forgetKey(key)
}

/** Whether the server accepts this session key. Throws if the server is unreachable. */
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
