import { clip } from '#shared/text/clip.ts'
import { hideValues } from '../base/secrets.ts'

/** The shapes of keys, for keys that Switchyard does not know: a server may repeat another one. */
const keyShapes = [
  /\b(?:sk|pk|rk|key|gsk|xai)-[\w*.-]{6,}/g,
  /\bAIza[\w-]{20,}/g,
  /\bBearer\s[\w.~+/=-]{6,}/gi,
  /\b(?:api[-_]?key|key|token)=[^\s&"']{6,}/gi,
]

const hidden = '[hidden]'

/** Text that may be shown, logged or kept: neither these keys in it nor anything that looks like one. */
export const redact = (text: string, secrets: readonly string[]): string =>
  keyShapes.reduce((rest, shape) => rest.replace(shape, hidden), hideValues(text, secrets))

/** The text of a server as one short line in a message. */
export function quote(text: string, secrets: readonly string[]): string {
  const line = redact(text, secrets)
    .slice(0, 4000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return clip(line, 300)
}
