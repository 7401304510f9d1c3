import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SecretReference } from '#shared/model/agents/a2a-agent.ts'
import { type Keystore, systemKeystore } from '../base/keystore.ts'
import { networkVariables } from '../base/network-variables.ts'
import { createSecrets, isSecretName } from '../base/secrets.ts'
import { readMailServer } from '../mail/mailer.ts'
import { purposesSet, readKeyFrom, readModelSettings } from '../models/environment.ts'
import type { KeyReference } from '../models/settings.ts'

export interface Settings {
  readonly appRoot: string
  /** Where other programs find the app's files, if not below `appRoot`: nothing but Electron reads an archive. */
  readonly unpackedRoot?: string
  readonly version: string
  readonly port?: number | undefined
}

type Env = Readonly<Record<string, string | undefined>>

/** The only reader of the environment. Variables win over defaults; what a person typed wins over both. */
export function loadConfig(settings: Settings, env: Env = process.env, keystore: Keystore = systemKeystore) {
  const { appRoot, unpackedRoot = appRoot } = settings
  const secrets = createSecrets(
    Object.entries(env).flatMap(([name, value]) => (value && isSecretName(name) ? [value] : [])),
  )
  secrets.addHanded(Object.fromEntries(networkVariables.flatMap((name) => variableOf(env, name))))
  const readKey = readKeyFrom(env, keystore)
  return {
    version: settings.version,
    /** Where the state lives: database, backups, token. */
    dataDir: resolve(env.SWITCHYARD_DATA_DIR || defaultDataDir(env)),
    /** Where this program's own files are. */
    migrationsDir: join(appRoot, 'src-main', 'store', 'migrations'),
    samplesDir: join(unpackedRoot, 'resources', 'samples'),
    templatesDir: join(appRoot, 'resources', 'templates'),
    rolesDir: join(appRoot, 'resources', 'roles'),
    rendererDir: join(appRoot, 'out', 'renderer'),
    /** Null: 4717, or any free one when that is taken. */
    port: settings.port ?? null,
    logLevel: env.SWITCHYARD_LOG || 'warn',
    /** The environment says it: nothing that is set elsewhere counts. */
    isLogLevelFixed: Boolean(env.SWITCHYARD_LOG),
    /** Attempts in flight over all runs. */
    globalLimit: 32,
    /** Commands use this token with the running app; null: the one in the data folder. */
    token: env.SWITCHYARD_TOKEN || null,
    /** `host:port` of receivers on this machine or its networks that webhooks may be sent to. */
    webhookAllow: listOf(env.SWITCHYARD_WEBHOOK_ALLOW),
    /**
     * The models of the variables `SWITCHYARD_MODEL…` (`models/environment.ts`), or their fault; everything else works
     * without models.
     */
    models: readModelSettings(env),
    /** The purposes of which it says what is used: nothing that is set elsewhere counts for them. */
    fixedPurposes: purposesSet(env),
    keystore,
    /** Keys stay in the environment or the keystore: nothing that could be logged or stored holds one. */
    readModelKey: async (reference: KeyReference): Promise<string | null> => {
      const key = await readKey(reference)
      const name = reference.from === 'environment' ? reference.variable : reference.entry
      if (key !== null) secrets.add(key, name)
      return key
    },
    /** Values that are never stored, logged or shown; keys that are read later are added. */
    secrets,
    /**
     * The mail server of the variables `SWITCHYARD_MAIL_…` (`mail/mailer.ts`), or their fault; null: mail is never
     * sent.
     */
    mailServer: readMailServer(env),
    readMailPassword: (): string | null => env.SWITCHYARD_MAIL_PASSWORD ?? null,
    /** The credentials of remote agents; null when missing. They stay in their place. */
    readAgentSecret: async ({ from, name }: SecretReference): Promise<string | null> => {
      const secret = from === 'env' ? (env[name]?.trim() ?? null) : await keystore.read(name)
      if (secret !== null) secrets.add(secret, name)
      return secret
    },
    /** Those of these variables that are set, for programs that agents are; never one of Switchyard's own. From now on their values are hidden. */
    readVariables: (names: readonly string[]): Record<string, string> => {
      const read = Object.fromEntries(names.flatMap((name) => variableOf(env, name)))
      secrets.addHanded(read)
      return read
    },
  }
}
/** Everything that differs between one machine, folder or start and another. */
export type Config = ReturnType<typeof loadConfig>

/** Facts of the machine that the start needs before there is a configuration. */
export function readMachine(env: Env = process.env) {
  return {
    hasDisplay: process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    isRoot: process.getuid?.() === 0,
    shell: env.SHELL || null,
    path: env.PATH ?? null,
    isCi: Boolean(env.CI),
    /** Started by a program that an attempt started (`agents/process/process-marker.ts`). */
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

/** Settings of `npm run package` beside its arguments. */
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
