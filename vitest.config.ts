import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    // By default one core is left idle; here that is half of a small machine.
    maxWorkers: '100%',
  },
})
