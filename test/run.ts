import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const root = join(import.meta.dirname, '..')
const reports = join(root, 'test-results', 'totals')
/** Compile cache for processes that tests start. Saves a quarter of the desktop app's startup time. */
const compiled = join(root, 'node_modules', '.cache', 'switchyard-compiled')

interface Totals {
  readonly passed: number
  /** Titles of tests that failed first and passed on a retry. */
  readonly flaky?: readonly string[]
  readonly failed: number
  readonly skipped: number
}

interface Step {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Parses the totals from the report of the step; absent: the step has no totals. */
  readonly totals?: () => Totals
  /** True for the step of a parallel stage whose output is shown live. */
  readonly isShown?: boolean
}

/** Runs a tool through its script, because npm's links in `.bin` are not executable on Windows. */
const tool = (script: string) => [process.execPath, join(root, 'node_modules', script)]
const report = (name: string) => join(reports, `${name}.json`)

const vitest = (more: Pick<Step, 'name' | 'env'>, ...args: string[]): Step => ({
  ...more,
  command: [
    ...tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report('vitest')}`,
    ...args,
  ],
  totals: vitestTotals,
})

const formatAndLint: Step = {
  name: 'Format and lint',
  command: [...tool('@biomejs/biome/bin/biome'), 'ci', '.'],
}
// Each further checker repeats work on shared types: four checkers take 24 s of CPU time, one takes 15 s.
const types: Step = {
  name: 'Types',
  command: [...tool('typescript/bin/tsc'), '-p', '.', '--checkers', '1'],
}
// Tests run the bundled command line, like users, because the bundle starts in a third of the time.
const bundle: Step = {
  name: 'Bundle',
  command: [
    ...tool('vite/bin/vite.js'),
    'build',
    '--config',
    'src-main/hosts/vite.config.ts',
    '--logLevel',
    'warn',
  ],
}

/** Steps that run in parallel. */
type Stage = readonly Step[]

/** Checks that are fast enough to run after each change. */
const checks: readonly Stage[] = [
  [formatAndLint, types, bundle],
  [
    vitest(
      {
        name: 'Unit tests, without those of the command line and with half of the random lives',
        env: { SWITCHYARD_LIVES: '30' },
      },
      '--project=unit',
      '--exclude=test/cli/**',
    ),
  ],
]

const stages: readonly Stage[] = [
  [
    bundle,
    {
      name: 'Build',
      command: [...tool('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    },
  ],
  // These steps wait for processes, clocks and pages during a sixth of their time, so parallel steps can use that
  // time.
  [
    {
      name: 'Browser tests',
      command: [...tool('@playwright/test/cli.js'), 'test'],
      totals: playwrightTotals,
      isShown: true,
    },
    vitest({ name: 'Unit and crash tests' }),
    formatAndLint,
    types,
  ],
  [{ name: 'Real Electron', command: [process.execPath, join(root, 'test/electron/real.ts')] }],
]

/**
 * Runs all steps, or with `check` only the fast steps without a browser. Continues after a failed step to report all
 * failures. Returns the exit code.
 */
export async function runAll(only: string | undefined): Promise<number> {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const failedSteps: string[] = []
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const flaky: string[] = []
  for (const stage of only === 'check' ? checks : stages) {
    const statuses = await Promise.all(stage.map((step) => runStep(step, step.isShown ?? stage.length === 1)))
    for (const [at, { name, totals }] of stage.entries()) {
      if (statuses[at] !== 0) failedSteps.push(name)
      if (totals === undefined) continue
      const counted = totals()
      sum.passed += counted.passed
      sum.failed += counted.failed
      sum.skipped += counted.skipped
      flaky.push(...(counted.flaky ?? []))
    }
  }
  console.log(failedSteps.length === 0 ? '\nEverything passed.' : `\nFailed: ${failedSteps.join(', ')}.`)
  for (const title of flaky) console.log(`Passed only on a retry: ${title}`)
  console.log(`Totals: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
  return failedSteps.length === 0 ? 0 : 1
}

/** Runs a step and returns its exit code. Output that is not shown live is printed at the end of the step. */
async function runStep({ name, command, env }: Step, isShown: boolean): Promise<number | null> {
  if (isShown) console.log(`\n== ${name}`)
  const [program = '', ...args] = command
  const output = isShown ? 'inherit' : 'pipe'
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...env },
  })
  const ended = new Promise<number | null>((resolve) =>
    child.on('close', resolve).on('error', () => resolve(null)),
  )
  const said = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')))
  if (!isShown) console.log(`\n== ${name}\n${said.join('').trim()}`)
  return ended
}

function readReport<T>(name: string): T | null {
  return existsSync(report(name)) ? JSON.parse(readFileSync(report(name), 'utf8')) : null
}

function vitestTotals(): Totals {
  const found = readReport<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(
    'vitest',
  )
  if (found === null) return { passed: 0, failed: 1, skipped: 0 }
  return { passed: found.numPassedTests, failed: found.numFailedTests, skipped: found.numPendingTests }
}

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly { readonly status: string }[]
  }[]
}

function playwrightTotals(): Totals {
  const found = readReport<
    Suite & { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }
  >('browser')
  if (found === null) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = found.stats
  return { passed: expected + flaky, failed: unexpected, skipped, flaky: listFlaky(found) }
}

const listFlaky = ({ suites = [], specs = [] }: Suite): string[] => [
  ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ title }) => title),
  ...suites.flatMap(listFlaky),
]
