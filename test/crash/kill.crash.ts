import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src-main/engine/replay.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

const kills = Number(process.env.SWITCHYARD_KILLS ?? 50)
const seed = Number(process.env.SWITCHYARD_SEED ?? Date.now() % 1_000_000)

/** mulberry32 (Tommy Ettinger, public domain): a seed gives the same moments again. */
function createRandom(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function startVictim(dataDir: string, diary: string, mode: 'again' | 'last') {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), dataDir, diary, mode], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('exit', (code) => resolve({ code, errors })),
  )
  return { child, ready, ended }
}

async function killAt(
  victim: { child: ChildProcess; ended: Promise<unknown> },
  afterMs: number,
): Promise<void> {
  await Promise.race([new Promise((resolve) => setTimeout(resolve, afterMs)), victim.ended])
  victim.child.kill('SIGKILL')
  await victim.ended
}

describe(`kill -9, ${kills} times at random moments (seed ${seed})`, () => {
  it('loses nothing that was accepted or shown, and runs nothing again that was done', async () => {
    const dataDir = createTempDir()
    const diary = join(createTempDir(), 'diary')
    const random = createRandom(seed)
    const begun = Date.now()
    const first = startVictim(dataDir, diary, 'again')
    await first.ready
    const bootMs = Date.now() - begun
    await killAt(first, 100)
    // One kill in five hits the start itself, the rest the work.
    for (let count = 1; count < kills; count += 1) {
      const victim = startVictim(dataDir, diary, 'again')
      if (random() < 0.2) await killAt(victim, random() * bootMs)
      else {
        await Promise.race([victim.ready, victim.ended])
        await killAt(victim, random() * 250)
      }
    }
    const { code, errors } = await startVictim(dataDir, diary, 'last').ended
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    const lines = existsSync(diary) ? readFileSync(diary, 'utf8').trim().split('\n') : []
    const done = checkDiary(lines)
    checkStore(dataDir, lines)
    console.log(
      `${kills} kills, seed ${seed}: ${done} tasks shown as done, ${lines.filter(isStart).length} attempts started`,
    )
    expect(done).toBeGreaterThan(289)
  }, 600_000)
})

const isStart = (line: string) => line.startsWith('start ')

/** Once a task was shown as done, no attempt at it starts again. Answers with how many were shown. */
function checkDiary(lines: readonly string[]): number {
  const shown = new Set<string>()
  for (const line of lines) {
    const [word, what = ''] = line.split(' ')
    if (word === 'shown') shown.add(what)
    if (word === 'start') expect(shown, line).not.toContain(what.slice(0, what.lastIndexOf('#')))
  }
  return shown.size
}

function checkStore(dataDir: string, lines: readonly string[]): void {
  const store = openTestStore(dataDir)
  const copy = openTestStore(createTempDir())
  expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
  for (const line of lines.filter((each) => each.startsWith('accepted '))) {
    expect(store.runs.find(line.slice('accepted '.length))?.status, line).toBe('done')
  }
  for (const run of store.runs.listNewest(1000)) {
    for (const task of store.tasks.listOfRun(run.id)) {
      const attempts = store.attempts.listOfTask(run.id, task.definition.key)
      expect(attempts.filter(({ status }) => status === 'done')).toHaveLength(1)
      expect(attempts.at(-1)?.status).toBe('done')
      expect(attempts.slice(0, -1).every(({ status }) => status === 'interrupted')).toBe(true)
    }
  }
  replay(store, copy)
  expect(copy.dumpProjections()).toEqual(store.dumpProjections())
  store.close()
  copy.close()
}
