import { runInThisContext } from 'node:vm'
import { z } from 'zod'

const requestSchema = z.object({ id: z.number(), code: z.string(), arg: z.unknown().optional() })

/** Lets the parent test run functions in this process, like Playwright with the real Electron. */
export function answerTests(): void {
  process.on('message', async (message) => {
    const { id, code, arg } = requestSchema.parse(message)
    try {
      const run: unknown = runInThisContext(`(${code})`)
      if (typeof run !== 'function') throw new TypeError('A function was expected')
      process.send?.({ id, value: await run(await import('./electron.ts'), arg) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.stack : String(error) })
    }
  })
  // The channel to the test must not keep the app running.
  process.channel?.unref()
}
