import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTempDir } from '../support/engine.ts'
import { judgeCrash } from './judge-crash.ts'
import { killOverAndOver } from './kills.ts'

const kills = Number(process.env.SWITCHYARD_KILLS ?? 25)
const seed = Number(process.env.SWITCHYARD_SEED ?? Date.now() % 1_000_000)

describe(`kill -9, ${kills} times at random moments (seed ${seed})`, () => {
  it('loses no accepted, shown or answered work, repeats no finished work, and keeps its accounts correct', async () => {
    const [dataDir, copyDir] = [createTempDir(), createTempDir()]
    const diary = join(createTempDir(), 'diary')
    const killed = await killOverAndOver({ kills, seed, dataDir, diary })
    const lines = readFileSync(diary, 'utf8').trim().split('\n')
    const { faults, done, counts } = judgeCrash({ dataDir, copyDir, diary: lines, killed })
    console.log(`${kills} kills, seed ${seed}: ${done} tasks shown as done, ${JSON.stringify(counts)}`)
    expect(faults).toEqual([])
    // D12: kills of an idle program would prove nothing.
    expect(counts.effects).toBeGreaterThanOrEqual(289)
    expect(counts.answers).toBeGreaterThan(10)
  }, 900_000)
})
