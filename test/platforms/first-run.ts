import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { databaseFile } from '../../src-main/base/data-files.ts'
import { type Product, requireWhole, runSample } from './product.ts'
import { type Checks, requireThat } from './report.ts'
import { type System, until } from './system.ts'

const oldDatabase = join(import.meta.dirname, '../fixtures/store/version-1.sqlite')
const migrations = join(import.meta.dirname, '../../src-main/store/migrations')

/** Checks of the first use: a run, its records, one process per folder, and an update. */
export async function checkStore(checks: Checks, system: System, product: Product): Promise<void> {
  const dataDir = system.folder('data')
  await checks.check('first run', async () => {
    await runSample(product, dataDir)
    const { code, stdout } = await product.run(['runs', '--json'], { dataDir })
    requireThat(code === 0 && JSON.parse(stdout).length === 1, `runs ended with ${code}: ${stdout}`)
    return 'the sample onboarding ran to its end, and a second process lists it'
  })
  await checks.check('store', () => requireWhole(product, dataDir))
  await checks.check('lock', () => showLock(system, product, dataDir))
  await checks.check('migrations', () => showMigrations(system, product))
  await checks.check('backup and restore', () => showRestore(system, product))
}

/** Deletes the address of the running app, so that only the lock prevents a second process. */
async function showLock(system: System, product: Product, dataDir: string): Promise<string> {
  const served = await product.serve({ dataDir })
  try {
    const asked = await product.run(['runs', '--json'], { dataDir })
    requireThat(
      asked.code === 0,
      `a command beside the running app ended with ${asked.code}: ${asked.stderr}`,
    )
    const hidden = { dataDir, env: { SWITCHYARD_DATA_DIR: `${system.path(dataDir)}` } }
    const address = join(dataDir, 'server.json')
    renameSync(address, `${address}.kept`)
    const refused = await product.run(['run', 'onboarding'], hidden)
    renameSync(`${address}.kept`, address)
    requireThat(
      refused.code === 2 && /E_DB_IN_USE/.test(refused.stderr),
      `a second process ended with ${refused.code}: ${refused.stdout}${refused.stderr}`,
    )
    return `a second process: exit 2, ${refused.stderr.trim().split('\n')[0]}`
  } finally {
    await served.kill()
  }
}

async function showMigrations(system: System, product: Product): Promise<string> {
  const dataDir = system.folder('old')
  copyFileSync(oldDatabase, join(dataDir, databaseFile))
  const newest = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length
  const shown = await product.run(['runs', '--json'], { dataDir })
  requireThat(shown.code === 0, `runs ended with ${shown.code}: ${shown.stdout}${shown.stderr}`)
  const copies = readdirSync(join(dataDir, 'backups'))
  requireThat(copies.includes('before-0002.sqlite'), `no copy from before: ${copies.join(', ')}`)
  const whole = await requireWhole(product, dataDir)
  return `a database of version 1 came to version ${newest}, with ${copies.length} copies; ${whole}`
}

async function showRestore(system: System, product: Product): Promise<string> {
  const dataDir = system.folder('data')
  const served = await product.serve({ dataDir })
  try {
    const limitOf = async () => (await served.call('GET', '/settings')).limits.global
    const remember = (content: string) =>
      served.call('POST', '/memory', { type: 'note', content }).then(() => undefined)
    await served.call('PUT', '/settings/limits', { global: 7 })
    await remember('before')
    const backup = await served.call('POST', '/backups', {})
    await served.call('PUT', '/settings/limits', { global: 9 })
    await remember('after')
    const check = await served.call('POST', `/backups/${backup.name}/check`, {})
    requireThat(check.isWhole, `the backup is not whole: ${check.problem}`)
    await served.call('POST', `/backups/${backup.name}/restore`, {})
    const restored = await until('the restored app', async () => {
      // The app does not respond during its restart.
      const last = await served.call('GET', '/backups/last-restore').catch(() => null)
      return last ?? undefined
    })
    requireThat(restored.problem === null, `the restore failed: ${restored.problem}`)
    requireThat(restored.settingsProblem === null, `the settings failed: ${restored.settingsProblem}`)
    requireThat((await limitOf()) === 7, `the limit is ${await limitOf()}, not the one of the backup`)
    const notes = await served.call('GET', '/memory')
    const contents = notes.map(({ content }: { content: string }) => content)
    requireThat(contents.join() === 'before', `the memory holds ${contents.join()}`)
    const left = readdirSync(dataDir).filter((name) => /replaced|\.new$|\.restored$/.test(name))
    requireThat(left.length === 0, `left behind: ${left.join(', ')}`)
    requireThat(!existsSync(join(dataDir, 'restore.json')), 'the request for the restore is still there')
    return 'data and settings of the backup are back after the restart, and nothing is left beside them'
  } finally {
    await served.kill()
  }
}
