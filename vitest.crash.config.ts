import { defineConfig } from 'vitest/config'

/** Real processes, really killed: minutes, not seconds, so not part of `npm run check`. */
export default defineConfig({
  test: { include: ['test/crash/**/*.crash.ts'], disableConsoleIntercept: true },
})
