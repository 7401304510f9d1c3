import { join } from 'node:path'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { artifactsFolder, backupsFolder } from '../base/data-files.ts'
import { fileSize, folderSize } from '../base/folder-size.ts'
import type { Services } from './wire/context.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createSystemHandlers = (services: Services) => {
  const { store, info, clock, createLaunchUrl, backups, settings } = services
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
    setMail: procedures.system.setMail.handler(async ({ input: { mail } }) => {
      unwrap(await settings.setMail(mail))
      return settings.read()
    }),
    setLogLevel: procedures.system.setLogLevel.handler(({ input: { level } }) => {
      unwrap(settings.setLogLevel(level))
      return settings.read()
    }),
    testMail: procedures.system.testMail.handler(async ({ input: { to }, signal }) =>
      unwrap(await settings.testMail(to, signal ?? new AbortController().signal)),
    ),
    storage: procedures.system.storage.handler(() => measure(services)),
    listBackups: procedures.system.listBackups.handler(() => backups.list()),
    backUp: procedures.system.backUp.handler(() => backups.make()),
    lastRestore: procedures.system.lastRestore.handler(() => backups.lastRestore()),
    restoreBackup: procedures.system.restoreBackup.handler(async ({ input: { name } }) => {
      const restart = requireRestart(services.findRestart())
      const safety = unwrap(await backups.prepareRestore(name))
      // Once the answer is on its way: the wire ends with the engine.
      void clock.sleep(answerMs).then(restart)
      return { safety }
    }),
    checkBackup: procedures.system.checkBackup.handler(async ({ input: { name } }) =>
      unwrap(await backups.check(name)),
    ),
  }
}

const answerMs = 200

function requireRestart(restart: (() => void) | null): () => void {
  if (restart !== null) return restart
  const hint = 'Open the desktop app, or start a server with: npx switchyard serve'
  throw new RefusalError(refusal('E_STATE', 'What runs here cannot start itself again.', hint))
}

async function measure({ info: { dataDir }, store, workspaces }: Services) {
  const { file } = store.audit
  const names = await workspaces.list()
  return {
    database: (await fileSize(file)) + (await fileSize(`${file}-wal`)),
    artifacts: await folderSize(join(dataDir, artifactsFolder)),
    backups: await folderSize(join(dataDir, backupsFolder)),
    workspaces: await Promise.all(
      names.map(async (name) => ({ name, bytes: await folderSize(join(dataDir, 'workspaces', name)) })),
    ),
  }
}
