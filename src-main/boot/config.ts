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
  /**
   * Root folder of files that other programs read; default `appRoot`. Only Electron can read files inside an archive.
   */
  readonly unpackedRoot?: string
  readonly version: string
  readonly port?: number | undefined
}

type Env = Readonly<Record<string, string | undefined>>

/** The only reader of environment variables. Variables override defaults; command-line arguments override both. */
export function loadConfig(settings: Settings, env: Env = process.env, keystore: Keystore = systemKeystore) {
  const { appRoot, unpackedRoot = appRoot } = settings
  const secrets = createSecrets(
    Object.entries(env).flatMap(([name, value]) => (value && isSecretName(name) ? [value] : [])),
  )
  secrets.addHanded(Object.fromEntries(networkVariables.flatMap((name) => variableOf(env, name))))
  const readKey = readKeyFrom(env, keystore)
  return {
    version: settings.version,
    /** Folder for state: database, backups, token. */
    dataDir: resolve(env.SWITCHYARD_DATA_DIR || defaultDataDir(env)),
    /** Folders of the program's own files. */
    migrationsDir: join(appRoot, 'src-main', 'store', 'migrations'),
    samplesDir: join(unpackedRoot, 'resources', 'samples'),
    templatesDir: join(appRoot, 'resources', 'templates'),
    rolesDir: join(appRoot, 'resources', 'roles'),
    rendererDir: join(appRoot, 'out', 'renderer'),
    /** Null: port 4717, or any free port if 4717 is in use. */
    port: settings.port ?? null,
    logLevel: env.SWITCHYARD_LOG || 'warn',
    /** True if `SWITCHYARD_LOG` is set; log levels from other sources are then ignored. */
    isLogLevelFixed: Boolean(env.SWITCHYARD_LOG),
    /** Maximum number of running attempts over all runs. */
    globalLimit: 32,
    /** Token that commands use to connect to the running app; null: the token in the data folder. */
    token: env.SWITCHYARD_TOKEN || null,
    /** Allowed webhook receivers on this machine or its networks, as `host:port`. */
    webhookAllow: listOf(env.SWITCHYARD_WEBHOOK_ALLOW),
    /**
     * Models from the `SWITCHYARD_MODEL…` variables (`models/environment.ts`), or the refusal if they are invalid. All
     * other features work without models.
     */
    models: readModelSettings(env),
    /** Purposes whose model the environment sets; settings from other sources are ignored for them. */
    fixedPurposes: purposesSet(env),
    keystore,
    /** Keys stay in the environment or the keystore; no object that could be logged or stored contains one. */
    readModelKey: async (reference: KeyReference): Promise<string | null> => {
      const key = await readKey(reference)
      const name = reference.from === 'environment' ? reference.variable : reference.entry
      if (key !== null) secrets.add(key, name)
      return key
    },
    /** Values that are never stored, logged or shown. Keys that are read later are added. */
    secrets,
    /**
     * Mail server from the `SWITCHYARD_MAIL_…` variables (`mail/mailer.ts`), or the refusal if they are invalid; null:
     * no mail is sent.
     */
    mailServer: readMailServer(env),
    readMailPassword: (): string | null => env.SWITCHYARD_MAIL_PASSWORD ?? null,
    /**
     * Reads the credential of a remote agent from the environment or the keystore; null if missing. The credential is
     * not copied elsewhere.
     */
    readAgentSecret: async ({ from, name }: SecretReference): Promise<string | null> => {
      const secret = from === 'env' ? (env[name]?.trim() ?? null) : await keystore.read(name)
      if (secret !== null) secrets.add(secret, name)
      return secret
    },
    /**
     * Reads those of the named variables that are set, for agent programs. Never includes Switchyard's own variables.
     * From this call on, their secret values are hidden.
     */
    readVariables: (names: readonly string[]): Record<string, string> => {
      const read = Object.fromEntries(names.flatMap((name) => variableOf(env, name)))
      secrets.addHanded(read)
      return read
    },
  }
}
/** Configuration that depends on the machine, the folder or the start. */
export type Config = ReturnType<typeof loadConfig>

/** Facts about the machine that are needed before the configuration is loaded. */
export function readMachine(env: Env = process.env) {
  return {
    hasDisplay: process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    isRoot: process.getuid?.() === 0,
    shell: env.SHELL || null,
    path: env.PATH ?? null,
    isCi: Boolean(env.CI),
    /** True if a program started by an attempt started this process (`agents/process/process-marker.ts`). */
    isAttempt: env.SWITCHYARD_ATTEMPT !== undefined,
    /** With `server`, `npm start` does not look for Electron. */
    wantedHost: env.SWITCHYARD_HOST ?? null,
    /** Opens developer tools in a packaged app, which has none by default. */
    wantsDevTools: env.SWITCHYARD_DEVTOOLS === '1',
  }
}

/** Sets the search path for programs for the rest of this process. */
export function setProgramPath(path: string): void {
  process.env.PATH = path
}

/** Settings of `npm run package` that are not arguments. */
export function readPackaging(env: Env = process.env) {
  /** URL where new versions are published; null: packages have no update channel. */
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
