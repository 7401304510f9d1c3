import { join } from 'node:path'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { artifactsFolder, backupsFolder } from '../../base/data-files.ts'
import { fileSize, folderSize } from '../../base/folder-size.ts'
import type { AppOptions } from '../options.ts'
import type { UseCases } from '../use-case.ts'

/** Delay of the restart in milliseconds, so that the answer to a restore is sent first. */
const answerMs = 200

/** The running program: version, settings, launch links, disk use, backups and restores. */
export function createSystem(options: AppOptions): UseCases<'system'> {
  const { store, info, clock, backups, settings } = options
  const readAfter = async (saved: Result<null, Refusal>) => (saved.ok ? ok(await settings.read()) : saved)
  return {
    info: () => ok({ ...info, seq: store.events.lastSeq() }),
    createLaunchLink() {
      const url = options.createLaunchUrl()
      if (url !== null) return ok({ url })
      return refuse('E_STATE', 'server_not_running')
    },
    settings: async () => ok(await settings.read()),
    setLimits: ({ global }) => readAfter(settings.setGlobalLimit(global)),
    setMail: async ({ mail }) => readAfter(await settings.setMail(mail)),
    setLogLevel: ({ level }) => readAfter(settings.setLogLevel(level)),
    testMail: ({ to }, { signal = new AbortController().signal }) => settings.testMail(to, signal),
    storage: async () => ok(await measure(options)),
    listBackups: async () => ok(await backups.list()),
    backUp: async () => ok(await backups.make()),
    lastRestore: () => ok(backups.lastRestore()),
    async restoreBackup({ name }) {
      const restart = options.findRestart()
      if (restart === null) return err(noRestart)
      const safety = await backups.prepareRestore(name)
      if (!safety.ok) return safety
      void clock.sleep(answerMs).then(restart)
      return ok({ safety: safety.value })
    },
    checkBackup: ({ name }) => backups.check(name),
  }
}

const noRestart = refusal('E_STATE', 'restart_impossible')

/** Bytes of each part of the data folder. */
async function measure({ info: { dataDir }, store, workspaceService }: AppOptions) {
  const { file } = store.audit
  const names = await workspaceService.list()
  return {
    database: (await fileSize(file)) + (await fileSize(`${file}-wal`)),
    artifacts: await folderSize(join(dataDir, artifactsFolder)),
    backups: await folderSize(join(dataDir, backupsFolder)),
    workspaces: await Promise.all(
      names.map(async (name) => ({ name, bytes: await folderSize(join(dataDir, 'workspaces', name)) })),
    ),
  }
}
