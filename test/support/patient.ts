/** Timeout of `vi.waitUntil` and `vi.waitFor`. Long, because the duration depends on the machine. */
export const patient = { timeout: 20_000 }
