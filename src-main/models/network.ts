import { RefusalError, refusal } from '#shared/refusal.ts'

/** Function that sends requests. Tests and cassettes supply their own. */
export type Fetch = typeof globalThis.fetch

/** Maximum response size, in bytes after decompression. */
const answerLimit = 4 * 1024 * 1024

/**
 * Does not follow redirects: `fetch` would drop only `authorization` for a foreign host, not the other headers in
 * which providers expect keys. A response over the limit is cut off with an error.
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

/** Codes of an error and its causes, outermost first, such as `ECONNREFUSED`, `UND_ERR_SOCKET`, `E_TOO_LARGE`. */
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
