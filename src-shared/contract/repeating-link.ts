/** Context of one call that a client sends beside its input. */
export type CommandContext = {
  /** Absent: made for this call. A caller that keeps a command over a reload or a restart brings its own. */
  readonly commandId?: string
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly context: CommandContext
  readonly lastEventId?: string | undefined
}

/** The part of a link of oRPC that repeating needs. */
interface Link {
  call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown>
}

interface Options {
  /** The link to call through, once there is one. Rejects when the signal aborts first, or when nobody waits longer. */
  ready(signal?: AbortSignal): Promise<Link>
  newId(): string
  /** True for an answer of the server, false for a wire that broke before one came. */
  isAnswer(error: unknown): boolean
  /** Waits before another try, the first of which is number 0. */
  pause(tries: number, signal?: AbortSignal): Promise<void>
}

/**
 * Repeats a call whose answer was lost with its wire, through the next wire, until it is answered or given up by its
 * signal. The command id is made before the first try and is the same in all of them, so the server acts once.
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
          // Through a wire that still works the next try would fail the same way.
          if ((await ready(signal)) === link) throw error
        }
      }
    },
  }
}

/** The header of a request that carries its command id. */
export const commandHeaders = ({ context }: { readonly context: CommandContext }): Record<string, string> =>
  context.commandId === undefined ? {} : { 'idempotency-key': context.commandId }
