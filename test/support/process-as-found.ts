import { afterAll, expect, vi } from 'vitest'

/** Files share a process, so one that changes it would decide by its place in the order what the next one finds. */
const stateOfProcess = () => ({
  env: { ...process.env },
  folder: process.cwd(),
  fileMode: process.umask(),
  exitCode: process.exitCode,
  hasFakeTimers: vi.isFakeTimers(),
  isMocked: [console.log, console.warn, console.error, fetch, Date.now].some((each) =>
    vi.isMockFunction(each),
  ),
})

const found = stateOfProcess()
afterAll(() => expect(stateOfProcess()).toEqual(found))
