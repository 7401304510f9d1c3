import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SecretReference } from '#shared/model/agents/a2a-agent.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { type Keystore, systemKeystore } from '../base/keystore.ts'
import { networkVariables } from '../base/network-variables.ts'
import { createSecrets, isSecretName, type Secrets } from '../base/secrets.ts'
import { type MailServer, readMailServer } from '../mail/mailer.ts'
import { purposesSet, readKeyFrom, readModelSettings } from '../models/environment.ts'
import type { Purpose } from '../models/port.ts'
import type { ModelSettings, ReadKey } from '../models/settings.ts'

/** Everything that differs between one machine, folder or start and another. */
export interface Config {
  readonly version: string
  /** Where the state lives: database, backups, token. */
  readonly dataDir: string
  /** Where this program's own files are. */
  readonly migrationsDir: string
  readonly samplesDir: string
  readonly templatesDir: string
  readonly rolesDir: string
  readonly rendererDir: string
  /** Null: 4717, or any free one when that is taken. */
  readonly port: number | null
  readonly logLevel: string
  /** The environment says it: nothing that is set elsewhere counts. */
  readonly isLogLevelFixed: boolean
  /** Attempts in flight over all runs. */
  readonly globalLimit: number
  /** Commands use this token with the running app; null: the one in the data folder. */
  readonly token: string | null
  /** `host:port` of receivers on this machine or its networks that webhooks may be sent to. */
  readonly webhookAllow: readonly string[]
  /** What `SWITCHYARD_MODEL…` says (`models/environment.ts`), or what is wrong with it; without models all works. */
  readonly models: Result<ModelSettings, Refusal>
  /** The purposes of which it says what is used: nothing that is set elsewhere counts for them. */
  readonly fixedPurposes: readonly Purpose[]
  readonly keystore: Keystore
  /** Keys stay in the environment or the keystore: nothing that could be logged or stored holds one. */
  readonly readModelKey: ReadKey
  /** What must be neither stored nor logged nor shown; keys that are read later are added. */
  readonly secrets: Secrets
  /** What `SWITCHYARD_MAIL_…` says (`mail/mailer.ts`), or what is wrong with it; null: nothing is ever sent. */
  readonly mailServer: Result<MailServer | null, Refusal>
  readonly readMailPassword: () => string | null
  /** What remote agents are signed in with; null when it is not there. It stays there, too. */
  readonly readAgentSecret: (reference: SecretReference) => Promise<string | null>
  /** Those of these variables that are set, for programs that agents are; never one of Switchyard's own. From now on their values are hidden. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
}

export interface Settings {
  readonly appRoot: string
  /** Where other programs find the app's files, if not below `appRoot`: nothing but Electron reads an archive. */
  readonly unpackedRoot?: string
  readonly version: string
  readonly port?: number | undefined
}

type Env = Readonly<Record<string, string | undefined>>

/** The only reader of the environment. Variables win over defaults; what a person typed wins over both. */
export function loadConfig(
  settings: Settings,
  env: Env = process.env,
  keystore: Keystore = systemKeystore,
): Config {
  const { appRoot, unpackedRoot = appRoot } = settings
  const secrets = createSecrets(
    Object.entries(env).flatMap(([name, value]) => (value && isSecretName(name) ? [value] : [])),
  )
  secrets.addHanded(Object.fromEntries(networkVariables.flatMap((name) => variableOf(env, name))))
  const readKey = readKeyFrom(env, keystore)
  return {
    version: settings.version,
    dataDir: resolve(env.SWITCHYARD_DATA_DIR || defaultDataDir(env)),
    migrationsDir: join(appRoot, 'src-main', 'store', 'migrations'),
    samplesDir: join(unpackedRoot, 'resources', 'samples'),
    templatesDir: join(appRoot, 'resources', 'templates'),
    rolesDir: join(appRoot, 'resources', 'roles'),
    rendererDir: join(appRoot, 'out', 'renderer'),
    port: settings.port ?? null,
    logLevel: env.SWITCHYARD_LOG || 'warn',
    isLogLevelFixed: Boolean(env.SWITCHYARD_LOG),
    globalLimit: 32,
    token: env.SWITCHYARD_TOKEN || null,
    webhookAllow: listOf(env.SWITCHYARD_WEBHOOK_ALLOW),
    models: readModelSettings(env),
    fixedPurposes: purposesSet(env),
    keystore,
    readModelKey: async (reference) => {
      const key = await readKey(reference)
      const name = reference.from === 'environment' ? reference.variable : reference.entry
      if (key !== null) secrets.add(key, name)
      return key
    },
    secrets,
    mailServer: readMailServer(env),
    readMailPassword: () => env.SWITCHYARD_MAIL_PASSWORD ?? null,
    readAgentSecret: async ({ from, name }) => {
      const secret = from === 'env' ? (env[name]?.trim() ?? null) : await keystore.read(name)
      if (secret !== null) secrets.add(secret, name)
      return secret
    },
    readVariables: (names) => {
      const read = Object.fromEntries(names.flatMap((name) => variableOf(env, name)))
      secrets.addHanded(read)
      return read
    },
  }
}

/** Facts of the machine that the start needs before there is a configuration. */
export function readMachine(env: Env = process.env) {
  return {
    hasDisplay: process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    isRoot: process.getuid?.() === 0,
    shell: env.SHELL || null,
    path: env.PATH ?? null,
    isCi: Boolean(env.CI),
    /** Started by a program that an attempt started (`agents/process/marked.ts`). */
    isAttempt: env.SWITCHYARD_ATTEMPT !== undefined,
    /** `server` keeps `npm start` from looking for Electron. */
    wantedHost: env.SWITCHYARD_HOST ?? null,
    /** A packaged app has no developer tools otherwise. */
    wantsDevTools: env.SWITCHYARD_DEVTOOLS === '1',
  }
}

/** Sets where programs are looked for, for the rest of this process. */
export function setProgramPath(path: string): void {
  process.env.PATH = path
}

/** What `npm run package` is told beside its arguments. */
export function readPackaging(env: Env = process.env) {
  /** Where newer versions are published; null: packages have no update channel. */
  return { updateUrl: env.SWITCHYARD_UPDATE_URL || null }
}

function variableOf(env: Env, name: string): [string, string][] {
  const value = /^SWITCHYARD_/i.test(name) ? undefined : env[name]
  return value === undefined ? [] : [[name, value]]
}

const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

function defaultDataDir(env: Env): string {
  const home = homedir()
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Switchyard')
  if (process.platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Switchyard')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'switchyard')
}
