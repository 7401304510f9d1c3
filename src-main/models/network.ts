import { RefusalError, refusal } from '#shared/refusal.ts'

/** How a request leaves the house; tests and cassettes bring their own. */
export type Fetch = typeof globalThis.fetch

/** Longest answer read, in bytes after decompression. */
const answerLimit = 4 * 1024 * 1024

/**
 * Redirects are not followed, since only `authorization` would be left behind on the way to a stranger, not the headers
 * that other providers have their keys in. An answer that does not end is cut off with an error.
 */
export const guarded =
  (fetch: Fetch, limit = answerLimit): Fetch =>
  async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' })
    const { status, statusText, headers } = response
    if (response.body === null) return response
    return new Response(response.body.pipeThrough(limited(limit)), { status, statusText, headers })
  }

function limited(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let size = 0
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length
      if (size <= limit) controller.enqueue(chunk)
      else controller.error(new RefusalError(tooLarge))
    },
  })
}

const tooLarge = refusal('E_TOO_LARGE', 'remote_answer_too_large', { limit: answerLimit })

/** The codes of an error and of what caused it, outermost first: `ECONNREFUSED`, `UND_ERR_SOCKET`, `E_TOO_LARGE`. */
export function codesOf(error: unknown): string[] {
  const codes: string[] = []
  let current = error
  for (let depth = 0; depth < 10 && current instanceof Error; depth += 1) {
    if (current instanceof RefusalError) codes.push(current.refusal.code)
    if ('code' in current && typeof current.code === 'string') codes.push(current.code)
    current = current.cause
  }
  return codes
}
