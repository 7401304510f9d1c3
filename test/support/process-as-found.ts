import { afterAll, expect, vi } from 'vitest'

/** Test files share a process, so each file must restore the process state for the next file. */
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
