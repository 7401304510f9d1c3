import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../src-main/engine/ports.ts'
import type { AttemptId } from '../../src-shared/ids.ts'

interface Attempt {
  readonly context: AttemptContext
  readonly isDeaf: () => boolean
  readonly deafen: () => void
  readonly say: (said: AttemptSignal) => void
  readonly leave: () => void
}

/** Agents of a simulated world. Each attempt emits the signals of the test, and nothing else, until it ends. */
export function createHand() {
  const working = new Map<AttemptId, Attempt>()
  /** Cancelled attempts that are still running. */
  const deaf = new Map<AttemptId, Attempt>()
  const adapter: AgentAdapter = {
    kind: 'model',
    async *start(context, signal) {
      if (signal.aborted) return
      const { attempt, next } = open(context)
      working.set(context.attemptId, attempt)
      signal.addEventListener('abort', () => {
        working.delete(context.attemptId)
        if (attempt.isDeaf()) deaf.set(context.attemptId, attempt)
        else attempt.leave()
      })
      for (let said = await next(); said !== null; said = await next()) yield said
    },
  }
  return {
    adapter,
    list: (): AttemptContext[] => [...working.values()].map(({ context }) => context),
    listDeaf: (): AttemptId[] => [...deaf.keys()],
    /** From now on, the attempt ignores cancellation. */
    deafen: (id: AttemptId) => working.get(id)?.deafen(),
    say: (id: AttemptId, said: AttemptSignal) => working.get(id)?.say(said),
    end(id: AttemptId, said: AttemptSignal) {
      const attempt = working.get(id) ?? deaf.get(id)
      working.delete(id)
      deaf.delete(id)
      attempt?.say(said)
    },
    /** Ends all attempts without a signal. */
    release() {
      for (const attempt of [...working.values(), ...deaf.values()]) attempt.leave()
      working.clear()
      deaf.clear()
    },
  }
}
export type Hand = ReturnType<typeof createHand>

function open(context: AttemptContext) {
  const said: (AttemptSignal | null)[] = []
  let wake = () => {}
  let isDeaf = false
  const put = (each: AttemptSignal | null) => {
    said.push(each)
    wake()
  }
  async function next(): Promise<AttemptSignal | null> {
    while (said.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return said.shift() ?? null
  }
  const attempt: Attempt = {
    context,
    isDeaf: () => isDeaf,
    deafen() {
      isDeaf = true
    },
    say: put,
    leave: () => put(null),
  }
  return { attempt, next }
}
