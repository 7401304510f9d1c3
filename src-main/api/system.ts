import type { Application } from '../app/application.ts'
import { procedures, unwrap } from './wire/procedure.ts'

type Areas = Pick<Application, 'system' | 'settings' | 'backups'>

export const createSystemHandlers = ({ system, settings, backups }: Areas) => ({
  info: procedures.system.info.handler(() => system.info()),
  createLaunchLink: procedures.system.createLaunchLink.handler(() => unwrap(system.createLaunchLink())),
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
  storage: procedures.system.storage.handler(() => system.storage()),
  listBackups: procedures.system.listBackups.handler(() => backups.list()),
  backUp: procedures.system.backUp.handler(() => backups.make()),
  lastRestore: procedures.system.lastRestore.handler(() => backups.lastRestore()),
  restoreBackup: procedures.system.restoreBackup.handler(async ({ input: { name } }) =>
    unwrap(await system.restoreBackup(name)),
  ),
  checkBackup: procedures.system.checkBackup.handler(async ({ input: { name } }) =>
    unwrap(await backups.check(name)),
  ),
})
