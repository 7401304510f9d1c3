import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { systemClock } from '../../../src-main/base/clock.ts'
import { databaseFile } from '../../../src-main/base/data-files.ts'
import type { Config } from '../../../src-main/boot/config.ts'
import { serveTestApp } from '../../support/app.ts'
import { serveWorker, work, worker } from '../worker.ts'

/** A keystore for one test. Counts writes. */
export function createKeystore() {
  const entries = new Map<string, string>()
  let writes = 0
  const keystore = {
    read: async (entry: string) => entries.get(entry) ?? null,
    async write(entry: string, secret: string) {
      writes += 1
      entries.set(entry, secret)
    },
    async remove(entry: string) {
      writes += 1
      return entries.delete(entry)
    },
  }
  return { keystore, countWrites: () => writes }
}

export interface World {
  readonly app: Awaited<ReturnType<typeof serveTestApp>>['app']
  readonly call: Awaited<ReturnType<typeof serveTestApp>>['call']
  /** Number of effects outside the data folder, such as mails. */
  readonly countEffects: () => unknown
}

export async function openWorld(
  config: Partial<Config> = {},
  countEffects = (): unknown => 0,
): Promise<World> {
  const { keystore, countWrites } = createKeystore()
  const { app, call } = await serveTestApp({ config: { keystore, ...config } })
  return { app, call, countEffects: () => [countEffects(), countWrites()] }
}

/** A run with tasks that only the worker `vp_123` can do. The worker has not claimed them. */
export async function openRun(keys: readonly string[] = ['a', 'b'], more: object = {}) {
  const { app, call, runId } = await serveWorker(keys.map((key) => work(key, more)))
  return { app, call, runId, countEffects: (): unknown => 0 }
}

export const aWorker = worker('vp_123', { skills: ['backend_work'] })

/** The complete state: all tables except the receipts, the files of the data folder, and external effects. */
function readState({ app, countEffects }: World): string {
  const db = new Database(join(app.dataDir, databaseFile), { readonly: true })
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all()
      .filter((name) => name !== 'receipts')
    const rows = tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all().map(withoutUse)])
    return JSON.stringify([rows, readFiles(app.dataDir), countEffects()], bytesAsText)
  } finally {
    db.close()
  }
}

const bytesAsText = (_key: string, value: unknown): unknown =>
  Buffer.isBuffer(value) ? value.toString('hex') : value

/** Each request updates the last use of its token. */
const withoutUse = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && 'used_at' in row ? { ...row, used_at: null } : row

function readFiles(dataDir: string): string[] {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
  const kept = names.filter((name) => !/sqlite|switchyard\.lock|\.log$|head/.test(name)).sort()
  return kept.map((name) =>
    /\.json$/.test(name) ? `${name} ${readFileSync(join(dataDir, name), 'utf8')}` : name,
  )
}

const pauseMs = 30
/** A decider can work between two tasks, while no agent is active. */
const readsOfRunning = 10

/** The state after all work has ended: two equal reads, or more equal reads while a run is active. */
export async function settle(world: World): Promise<string> {
  let before = ''
  let same = 0
  for (let tries = 0; tries < 200; tries += 1) {
    await world.app.idle()
    const now = readState(world)
    same = now === before ? same + 1 : 0
    if (same >= ((await isRunning(world)) ? readsOfRunning : 1)) return now
    before = now
    await systemClock.sleep(pauseMs)
  }
  throw new Error('The state does not come to rest')
}

const isRunning = async ({ app }: World): Promise<boolean> =>
  (await app.client.runs.count({ filter: { group: ['running'] } })).running > 0
