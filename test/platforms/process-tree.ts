import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Served } from './product.ts'
import { requireThat } from './report.ts'
import { startPrograms, taskWith } from './runs.ts'
import { type System, until } from './system.ts'

/** A process with a child and a grandchild. Each process appends to its own file ten times per second, for a minute. */
const tree = `
  const { spawn } = require('node:child_process')
  const { appendFileSync } = require('node:fs')
  const [, file, folder, depth] = process.argv
  if (depth !== '0') spawn('node', [file, folder, String(depth - 1)], { stdio: 'ignore' })
  const beat = () => appendFileSync(folder + '/beat-' + depth, '.')
  beat()
  setInterval(beat, 100)
  setTimeout(() => process.exit(), 60000)`

export interface Tree {
  /** Command of a program that starts two more processes. */
  readonly command: readonly string[]
  readonly isUp: () => Promise<void>
  /** Number of the three processes that are running. */
  readonly countAlive: () => Promise<number>
}

/** Writes the script. `before` is the command that runs the script. */
export function writeTree(system: System, before: readonly string[]): Tree {
  const folder = system.folder('tree')
  const script = join(folder, 'tree.cjs')
  writeFileSync(script, tree)
  const sizes = () =>
    [0, 1, 2].map((depth) => {
      const file = join(folder, `beat-${depth}`)
      return existsSync(file) ? readFileSync(file).length : 0
    })
  return {
    command: [...before, system.path(script), system.path(folder), '2'],
    async isUp() {
      await until('three processes', () => (sizes().every((size) => size > 0) ? true : undefined))
    },
    async countAlive() {
      const first = sizes()
      await systemClock.sleep(1500)
      return sizes().filter((size, depth) => size > (first[depth] ?? 0)).length
    },
  }
}

/** Cancels a run whose program has a child and a grandchild. */
export async function showEnd(served: Served, { command, isUp, countAlive }: Tree): Promise<string> {
  const runId = await startPrograms(served, [{ key: 'tree', config: { command, input: 'none' } }])
  await isUp()
  requireThat((await countAlive()) === 3, 'three processes do not work before the end')
  await served.call('POST', `/runs/${runId}/cancel`, {})
  await taskWith(served, { runId, key: 'tree' }, 'cancelled')
  const left = await countAlive()
  requireThat(left === 0, `${left} of 3 processes work on after the run was cancelled`)
  return 'a cancelled program, its child and its grandchild are gone'
}
