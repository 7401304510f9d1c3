import { z } from 'zod'

const storageKey = 'switchyard:token'
const answerSchema = z.object({ token: z.string().min(1) })

/** Kept for this tab only: a token in localStorage would outlive the person's intent. */
export const readToken = (): string | null => sessionStorage.getItem(storageKey)
export const keepToken = (token: string): void => sessionStorage.setItem(storageKey, token)
export const forgetToken = (): void => sessionStorage.removeItem(storageKey)

const launchCode = (): string | null => new URLSearchParams(location.hash.slice(1)).get('launch')

export const hasLaunchCode = (): boolean => launchCode() !== null

/** The one-time code of a launch link, taken out of the address so that it is neither copied nor kept in history. */
export function takeLaunchCode(): string | null {
  const code = launchCode()
  if (code !== null) history.replaceState(null, '', `${location.pathname}${location.search}`)
  return code
}

/** The token for a launch code; null when the code is used, expired or wrong. */
export async function exchangeLaunchCode(code: string): Promise<string | null> {
  const response = await fetch('/api/launch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (!response.ok) return null
  const answer = answerSchema.safeParse(await response.json())
  return answer.success ? answer.data.token : null
}

/** Whether the server takes this token. Throws when there is no server to ask. */
export async function isTokenAccepted(token: string): Promise<boolean> {
  const response = await fetch('/api/v1/system', { headers: { authorization: `Bearer ${token}` } })
  return response.status !== 401
}
