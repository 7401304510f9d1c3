/** For `vi.waitUntil` and `vi.waitFor`: how long a state may take to come is up to the machine. */
export const patient = { timeout: 20_000 }
