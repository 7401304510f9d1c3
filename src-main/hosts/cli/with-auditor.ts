import { join } from 'node:path'
import { unwrap } from '#shared/refusal.ts'
import { systemClock } from '../../base/clock.ts'
import { artifactsFolder } from '../../base/data-files.ts'
import type { Config } from '../../boot/config.ts'
import type { Auditor } from '../../engine/auditor.ts'
import type { FaultGuard } from '../faults.ts'
import { connectToRunning } from './connect.ts'
import { createOutput, endCommand, type Output } from './output.ts'

interface Opened {
  readonly auditor: Pick<Auditor, 'verify' | 'replay' | 'compact'>
  close(): Promise<void>
}

/**
 * Runs an audit command through the running app of this data folder, or directly on the folder. No engine is started,
 * so that even a log too damaged to run can be inspected.
 */
export const withAuditor = (
  { config, faults }: { readonly config: Config; readonly faults: FaultGuard },
  { json: isJson = false }: { json?: boolean | undefined },
  work: (context: { auditor: Opened['auditor']; output: Output }) => Promise<number | undefined>,
): Promise<void> =>
  endCommand(isJson, async () => {
    const { auditor, close } = (await openRunning(config)) ?? (await openFolder(config))
    return faults.hold(close, () => work({ auditor, output: createOutput(isJson) }))
  })

async function openRunning(config: Config): Promise<Opened | null> {
  const running = await connectToRunning(config)
  if (running === null) return null
  const { audit } = running.client
  const auditor = {
    verify: () => audit.verify(),
    replay: () => audit.replay(),
    compact: (query: Parameters<Auditor['compact']>[0]) => audit.compact(query),
  }
  return { auditor, close: running.close }
}

async function openFolder({ dataDir, migrationsDir }: Config): Promise<Opened> {
  const { createAuditor } = await import('../../engine/auditor.ts')
  const { readMigrations } = await import('../../store/db/migrate.ts')
  const { openStore } = await import('../../store/db/open.ts')
  const { createStore } = await import('../../store/store.ts')
  const migrations = readMigrations(migrationsDir)
  const { db, close } = unwrap(openStore(dataDir, migrations))
  const { createBlobs } = await import('../../base/blobs.ts')
  const auditor = createAuditor({
    ...{ store: createStore(db), dataDir, migrations, clock: systemClock },
    blobs: createBlobs(join(dataDir, artifactsFolder)),
  })
  return {
    auditor,
    async close() {
      await auditor.close()
      close()
    },
  }
}
