import { clip } from '#shared/text/clip.ts'
import { hideValues } from '../base/secrets.ts'

/** Patterns of API keys that Switchyard does not know, because a server may repeat another key. */
const keyShapes = [
  /\b(?:sk|pk|rk|key|gsk|xai)-[\w*.-]{6,}/g,
  /\bAIza[\w-]{20,}/g,
  /\bBearer\s[\w.~+/=-]{6,}/gi,
  /\b(?:api[-_]?key|key|token)=[^\s&"']{6,}/gi,
]

const hidden = '[hidden]'

/**
 * Removes the given secrets and anything that looks like an API key, so that the text may be shown, logged or stored.
 */
export const redact = (text: string, secrets: readonly string[]): string =>
  keyShapes.reduce((rest, shape) => rest.replace(shape, hidden), hideValues(text, secrets))

/** Formats a server's text as one short line for a message. */
export function quote(text: string, secrets: readonly string[]): string {
  const line = redact(text, secrets)
    .slice(0, 4000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return clip(line, 300)
}
