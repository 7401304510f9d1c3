/** A leg: a system or a browser that `npm test` does not cover. */
export interface Leg {
  readonly name: string
  /** Reason why the leg cannot run here; null: can run. */
  readonly findObstacle: () => string | null
  readonly run: (checks: Checks) => Promise<void>
}

export interface Checks {
  /** Runs a check and records its result. An error is a failure; a `Skip` is not. */
  check(what: string, look: () => Promise<string>): Promise<void>
  skip(what: string, why: string): void
}

/** Thrown by a check that is not possible here. */
export class Skip extends Error {}

export function requireThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what)
}

interface Row {
  readonly leg: string
  readonly what: string
  readonly result: 'passed' | 'failed' | 'skipped'
  readonly shown: string
}

export function createReport() {
  const rows: Row[] = []
  const add = (row: Row, ms = 0) => {
    rows.push(row)
    const took = ms === 0 ? '' : ` (${(ms / 1000).toFixed(1)} s)`
    const first = row.result === 'skipped' ? `skipped: ${row.shown}` : `${row.result}: ${row.shown}`
    console.log(`  ${row.leg} · ${row.what}${took}: ${first}`)
  }
  return {
    begin(leg: string): Checks {
      return {
        skip: (what, shown) => add({ leg, what, result: 'skipped', shown }),
        async check(what, look) {
          const start = performance.now()
          // Records any error as the result; the other checks still run.
          try {
            const shown = await look()
            add({ leg, what, result: 'passed', shown }, performance.now() - start)
          } catch (error) {
            const shown = describeError(error)
            const result = error instanceof Skip ? 'skipped' : 'failed'
            add({ leg, what, result, shown }, performance.now() - start)
          }
        },
      }
    },
    table: () => tableOf(rows),
    hasFailure: () => rows.some(({ result }) => result === 'failed'),
  }
}

/** Includes the cause of an error, because `fetch` puts the reason there. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? `${error.code}` : ''
  const message = error.message || code || error.name
  const text = code === '' || message.includes(code) ? message : `${message} (${code})`
  return error.cause === undefined ? text : `${text}: ${describeError(error.cause)}`
}

const mostShown = 160

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ leg, what, shown, result }) => {
    const line = shown.replaceAll(/\s+/g, ' ')
    return [leg, what, result === 'failed' ? line.slice(0, mostShown) : line, result]
  })
  const all = [['leg', 'what', 'shown', 'result'], ...cells]
  const widths = [0, 1].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  const lines = all.map(([leg = '', what = '', shown = '', result = '']) =>
    [leg.padEnd(widths[0] ?? 0), what.padEnd(widths[1] ?? 0), result.padEnd(7), shown].join('  '),
  )
  const count = (result: Row['result']) => rows.filter((row) => row.result === result).length
  const totals = `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`
  return `\n${lines.join('\n')}\n\n${totals}`
}
