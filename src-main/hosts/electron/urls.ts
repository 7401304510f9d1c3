/** The address of the interface: a scheme of its own, so that nothing of `file:` or of the web is same-origin with it. */
export const appScheme = 'app'
export const appOrigin = `${appScheme}://switchyard`
export const appUrl = `${appOrigin}/`

/** True for addresses of the interface. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.protocol === `${appScheme}:` && url.host === 'switchyard'
}

/** The address for the system's browser; null unless it is https with a host and without a password. */
export function externalUrl(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:') return null
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null
}

/** True for a file that the interface made in its own memory, for a person to keep. */
export const isAppFile = (text: string): boolean =>
  text.startsWith('blob:') && isAppUrl(text.slice('blob:'.length))
