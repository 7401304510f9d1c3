import { z } from 'zod'
import { get, post, put, query, secretlyAnswered, secretlyAsked } from './builders.ts'

/** The latest attempt to restore a backup, successful or not. */
export const restoredSchema = z.object({
  name: z.string(),
  /** Time when the backup was created. */
  madeAt: z.number(),
  /** Sequence number of the newest restored event. */
  seq: z.number(),
  /** Name of the backup of the previous data. */
  safety: z.string(),
  at: z.number(),
  /** Message for the user: why the database was not restored; null if it was. */
  problem: z.string().nullable(),
  /** Message for the user: why the settings were not restored; null if they were. */
  settingsProblem: z.string().nullable().default(null),
})
export type Restored = z.infer<typeof restoredSchema>

const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'server', 'cli']),
  dataDir: z.string(),
  /** Sequence number of the newest event. */
  seq: z.number(),
  /** Messages for the user: problems that the log check found at this start. Empty if the log is intact. */
  damage: z.array(z.string()),
})

export const backupManifestSchema = z.object({
  version: z.string(),
  at: z.number(),
  /** Sequence number of the newest event in the backup. */
  seq: z.number(),
  /** The hash of the database copy. */
  sha256: z.string(),
  /** Number of artifact files in the backup. */
  files: z.number(),
})
export const backupSchema = backupManifestSchema.extend({
  name: z.string(),
  /** Path on the engine's machine. */
  path: z.string(),
  bytes: z.number(),
})
export type Backup = z.infer<typeof backupSchema>

export const backupCheckSchema = z.object({
  isWhole: z.boolean(),
  /** Message for the user; null if the backup is intact. */
  problem: z.string().nullable(),
  entries: z.number(),
  files: z.number(),
  checkedAt: z.number(),
})
export type BackupCheck = z.infer<typeof backupCheckSchema>

/** Sizes in bytes of the parts of the data folder. */
const storageSchema = z.object({
  database: z.number(),
  artifacts: z.number(),
  backups: z.number(),
  /** By folder name. */
  workspaces: z.array(z.object({ name: z.string(), bytes: z.number() })),
})

/** Levels of the program's log, from least to most verbose. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Settings in use and their sources, without the models. */
export const settingsViewSchema = z.object({
  /** Path of the settings file. */
  file: z.string(),
  /** Reason why the file cannot be read; null if it can. */
  problem: z.string().nullable(),
  limits: z.object({ global: z.number(), shipped: z.number(), inFlight: z.number() }),
  mail: z.object({
    server: z.string().nullable(),
    from: z.string().nullable(),
    user: z.string().nullable(),
    hasPassword: z.boolean(),
    problem: z.string().nullable(),
    /** Set by the environment, so the settings screen cannot change it. */
    isFixed: z.boolean(),
    /** Value from the settings screen. */
    kept: z.object({ url: z.string(), from: z.string() }).nullable(),
  }),
  log: z.object({ level: z.string(), isFixed: z.boolean() }),
  /** Does not change until the next start. */
  started: z.object({ node: z.string(), platform: z.string() }),
})
export type SettingsView = z.infer<typeof settingsViewSchema>

export const systemContract = {
  createLaunchLink: post('/v1/system/launch-link', 'Create a one-time link to the interface', ['E_STATE'])
    .meta(secretlyAnswered)
    .output(z.object({ url: z.string() })),
  info: get('/v1/system', 'Get version, host and data folder').output(systemInfoSchema),
  settings: get('/v1/settings', 'Get limits, mail settings and start options').output(settingsViewSchema),
  setLimits: put('/v1/settings/limits', 'Set the maximum number of parallel tasks over all runs', ['E_STATE'])
    .input(z.strictObject({ global: z.int().min(1).max(1000) }))
    .output(settingsViewSchema),
  setMail: put('/v1/settings/mail', 'Set the mail server', ['E_STATE', 'E_FORMAT'])
    .meta(secretlyAsked)
    .input(
      z.strictObject({
        /** Null: no mail server, so no mail is sent. */
        mail: z
          .strictObject({
            url: z.string().trim().min(1).max(500),
            from: z.string().trim().min(1).max(320),
            /** Stored in the system keystore; absent: the stored password is unchanged. */
            password: z.string().min(1).max(1000).optional(),
          })
          .nullable(),
      }),
    )
    .output(settingsViewSchema),
  setLogLevel: put('/v1/settings/log', 'Set the log level', ['E_STATE'])
    .input(z.strictObject({ level: z.enum(logLevels) }))
    .output(settingsViewSchema),
  testMail: post('/v1/settings/mail/test', 'Send a test mail to an address', ['E_STATE'])
    .input(z.strictObject({ to: z.email().max(320) }))
    .output(z.object({ isSent: z.boolean(), said: z.string() })),
  storage: get('/v1/system/storage', "Get the sizes of the data folder's parts").output(storageSchema),
  listBackups: get('/v1/backups', 'List backups in the data folder, newest first').output(
    z.array(backupSchema),
  ),
  lastRestore: get('/v1/backups/last-restore', 'Get the latest restore').output(restoredSchema.nullable()),
  restoreBackup: post(
    '/v1/backups/{name}/restore',
    'Restore a backup: back up the current data, then restart with the chosen backup',
    ['E_STATE', 'E_DB_CORRUPT', 'E_DB_NEWER'],
  )
    .input(z.strictObject({ name: z.string().max(100) }))
    .output(z.object({ safety: backupSchema })),
  backUp: post('/v1/backups', 'Create a consistent backup of database, files and settings').output(
    backupSchema,
  ),
  checkBackup: query('/v1/backups/{name}/check', 'Check the integrity of a backup')
    .input(z.strictObject({ name: z.string().max(100) }))
    .output(backupCheckSchema),
}
