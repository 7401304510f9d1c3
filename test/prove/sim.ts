import { liveSeed } from './live-seed.ts'
import { readOptions, sayVersions } from './options.ts'

/**
 * `npm run prove:sim -- --seeds N [--seed S]`: runs N lives of the engine, from seed S on, and checks the invariants
 * after each commit. Every `again`-th life runs twice and must produce an identical log. Stops with exit code 1 at the
 * first fault, with the smallest life that shows it.
 */
const { seeds, seed, again, shrink } = readOptions({
  seeds: 1000,
  seed: Date.now() % 1_000_000,
  again: 50,
  shrink: 1,
})

const totals = new Map<string, number>()
let quiet = 0
let twice = 0
const begun = performance.now()
console.log(`prove:sim: ${seeds} seeds from ${seed}; ${sayVersions()}`)

let living = seed
// An error between two turns of the event loop rejects no promise of a life.
process.once('uncaughtException', (error) => fail(living, error.stack ?? error.message))

for (let at = 0; at < seeds; at += 1) {
  const each = seed + at
  living = each
  const { lived, fault } = await liveSeed(each, { shrink: shrink === 1 })
  if (lived === null) fail(each, fault)
  else {
    for (const [what, many] of lived.counts) totals.set(what, (totals.get(what) ?? 0) + many)
    if (lived.done === 0) quiet += 1
    if (at % again === 0) await liveAgain(each, lived.hash)
  }
  if (at % 100 === 99) console.log(`  ${at + 1} lives, ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}

const sorted = [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1))
console.log(sorted.map(([what, many]) => `  ${what}: ${many}`).join('\n'))
console.log(`  lives in which nothing was done: ${quiet}; lived twice with the same log: ${twice}`)
// D12: a simulation without finished work proves nothing.
if (quiet > seeds * 0.25 + 2) {
  console.error(`prove:sim failed: too many lives (${quiet} of ${seeds}) in which nothing was done`)
  process.exitCode = 1
} else console.log(`prove:sim: ${seeds} of ${seeds} lives without a fault, seed ${seed}`)

async function liveAgain(each: number, hash: string): Promise<void> {
  const second = await liveSeed(each, { shrink: false })
  if (second.lived?.hash !== hash)
    fail(each, `lived twice, it left another log: ${second.fault ?? second.lived?.hash}`)
  twice += 1
}

function fail(each: number, fault: string | null): never {
  console.error(`prove:sim failed at seed ${each}: run it alone with --seeds 1 --seed ${each}\n${fault}`)
  process.exit(1)
}
