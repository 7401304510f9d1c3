/** Per-call context that a client passes in addition to the input. */
export type CommandContext = {
  /** Absent: generated for this call. Callers that keep a command across a reload or restart provide their own id. */
  readonly commandId?: string
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly context: CommandContext
  readonly lastEventId?: string | undefined
}

/** The part of an oRPC link that retries need. */
interface Link {
  call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown>
}

interface Options {
  /** Resolves with a link once connected. Rejects when the signal aborts, or when the wait ends. */
  ready(signal?: AbortSignal): Promise<Link>
  newId(): string
  /** True for a response from the server; false if the connection broke before a response arrived. */
  isAnswer(error: unknown): boolean
  /** Waits before a retry. `tries` is 0 for the first retry. */
  pause(tries: number, signal?: AbortSignal): Promise<void>
}

/**
 * Retries a call over the next connection if the response was lost, until the call is answered or aborted by its
 * signal. All retries use the same command id, so the server executes the command once.
 */
export function createRepeatingLink({ ready, newId, isAnswer, pause }: Options): Link {
  return {
    async call(path, input, options) {
      const { signal } = options
      const context = { ...options.context, commandId: options.context.commandId ?? newId() }
      for (let tries = 0; ; tries += 1) {
        const link = await ready(signal)
        try {
          return await link.call(path, input, { ...options, context })
        } catch (error) {
          if (isAnswer(error) || signal?.aborted === true) throw error
          await pause(tries, signal)
          // If the connection still works, a retry would fail the same way.
          if ((await ready(signal)) === link) throw error
        }
      }
    },
  }
}

/** Request header with the command id. */
export const commandHeaders = ({ context }: { readonly context: CommandContext }): Record<string, string> =>
  context.commandId === undefined ? {} : { 'idempotency-key': context.commandId }
