import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeCrash } from '../crash/judge-crash.ts'
import { killOverAndOver } from '../crash/kills.ts'
import { readOptions, sayVersions } from './options.ts'

/** `npm run prove:crash -- --kills N [--seed S]`: kills a real program N times. The exit code is 1 after any loss. */
const { kills, seed } = readOptions({ kills: 200, seed: Date.now() % 1_000_000 })
const root = mkdtempSync(join(tmpdir(), 'switchyard-crash-'))
const place = { dataDir: join(root, 'data'), copyDir: join(root, 'copy') }
const diary = join(root, 'diary')
console.log(`prove:crash: ${kills} kills, seed ${seed}; ${sayVersions()}`)
const killed = await killOverAndOver({ kills, seed, dataDir: place.dataDir, diary })
const lines = readFileSync(diary, 'utf8').trim().split('\n')
const { faults, done, counts } = judgeCrash({ ...place, diary: lines, killed })
console.log(`  ${done} tasks shown as done, ${JSON.stringify(counts)}`)
// D12: kills of an idle program would prove nothing.
if (done < 289 || counts.answers === 0) faults.push(`only ${done} tasks were done`)
if (faults.length === 0) {
  console.log(
    `prove:crash: nothing lost, nothing done twice, the books are right (${kills} kills, seed ${seed})`,
  )
  rmSync(root, { recursive: true, force: true })
} else {
  console.error(
    `prove:crash failed, seed ${seed}; everything is kept in ${root}\n${faults.slice(0, 40).join('\n')}`,
  )
  process.exitCode = 1
}
