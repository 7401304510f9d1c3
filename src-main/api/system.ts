import { join } from 'node:path'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { fileSize, folderSize } from '../base/folder-size.ts'
import type { Services } from './context.ts'
import { procedures, unwrap } from './procedure.ts'

export const createSystemHandlers = (services: Services) => {
  const { store, info, createLaunchUrl, backups, settings } = services
  return {
    info: procedures.system.info.handler(() => ({ ...info, seq: store.events.lastSeq() })),
    createLaunchLink: procedures.system.createLaunchLink.handler(() => {
      const url = createLaunchUrl()
      if (url !== null) return { url }
      throw new RefusalError(
        refusal('E_STATE', 'No server runs here.', 'Start one with: npx switchyard serve'),
      )
    }),
    settings: procedures.system.settings.handler(() => settings.read()),
    setLimits: procedures.system.setLimits.handler(({ input: { global } }) => {
      unwrap(settings.setGlobalLimit(global))
      return settings.read()
    }),
    testMail: procedures.system.testMail.handler(async ({ input: { to }, signal }) =>
      unwrap(await settings.testMail(to, signal ?? new AbortController().signal)),
    ),
    storage: procedures.system.storage.handler(() => measure(services)),
    listBackups: procedures.system.listBackups.handler(() => backups.list()),
    backUp: procedures.system.backUp.handler(() => backups.make()),
    checkBackup: procedures.system.checkBackup.handler(async ({ input: { name } }) =>
      unwrap(await backups.check(name)),
    ),
  }
}

async function measure({ info: { dataDir }, store, workspaces }: Services) {
  const { file } = store.audit
  const names = await workspaces.list()
  return {
    database: (await fileSize(file)) + (await fileSize(`${file}-wal`)),
    artifacts: await folderSize(join(dataDir, 'artifacts')),
    backups: await folderSize(join(dataDir, 'backups')),
    workspaces: await Promise.all(
      names.map(async (name) => ({ name, bytes: await folderSize(join(dataDir, 'workspaces', name)) })),
    ),
  }
}
