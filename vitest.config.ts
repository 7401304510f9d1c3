import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A minute of real processes, really killed: begun last, it would end alone. */
class CrashTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const [crash, rest] = [true, false].map((isCrash) =>
      sorted.filter(({ project }) => (project.name === 'crash') === isCrash),
    )
    return [...(crash ?? []), ...(rest ?? [])]
  }
}

export default defineConfig({
  test: {
    // A worker for each core, even beside the browser tests: a third of the time is waiting for processes and clocks.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: CrashTestsFirst },
    // A process for each file spends a third of the time on starting and on reading the same modules.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          setupFiles: ['test/support/process-as-found.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'crash', include: ['test/crash/**/*.crash.ts'], disableConsoleIntercept: true },
      },
    ],
  },
})
