/** Scheme of the interface's address. A separate scheme shares no origin with `file:` or the web. */
export const appScheme = 'app'
export const appOrigin = `${appScheme}://switchyard`
export const appUrl = `${appOrigin}/`

/** True for URLs of the interface. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.protocol === `${appScheme}:` && url.host === 'switchyard'
}

/** URL for the system's browser; null unless it is https, has a host, and has no user name or password. */
export function externalUrl(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:') return null
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null
}

/** True for a blob that the interface created, which a person may download. */
export const isAppFile = (text: string): boolean =>
  text.startsWith('blob:') && isAppUrl(text.slice('blob:'.length))
