/** So many bytes at once: more arguments than that a call does not take. */
const portion = 0x8000

/** Bytes as text, for a wire that carries text. */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += portion)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + portion)))
  return btoa(parts.join(''))
}

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))
