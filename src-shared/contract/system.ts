import { z } from 'zod'
import { get, post, put, query, secretlyAnswered, secretlyAsked } from './builders.ts'

/** The newest time that a backup was put in the place of the data, or could not be. */
export const restoredSchema = z.object({
  name: z.string(),
  /** When that backup was made. */
  madeAt: z.number(),
  /** The newest event that came back. */
  seq: z.number(),
  /** The backup of what was there before. */
  safety: z.string(),
  at: z.number(),
  /** To a person: why the data is what it was before; null: the database is in place. */
  problem: z.string().nullable(),
  /** To a person: why the settings are what they were before; null: they are in place. */
  settingsProblem: z.string().nullable().default(null),
})
export type Restored = z.infer<typeof restoredSchema>

const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'server', 'cli']),
  dataDir: z.string(),
  /** The newest event of the log. */
  seq: z.number(),
  /** Sentences to a person: what the check of the log found at this start. Empty: the log is whole. */
  damage: z.array(z.string()),
})

export const backupManifestSchema = z.object({
  version: z.string(),
  at: z.number(),
  /** The newest event when it was made. */
  seq: z.number(),
  /** The hash of the database copy. */
  sha256: z.string(),
  /** Files of results beside it. */
  files: z.number(),
})
export const backupSchema = backupManifestSchema.extend({
  name: z.string(),
  /** Where it lies on the engine's machine. */
  path: z.string(),
  bytes: z.number(),
})
export type Backup = z.infer<typeof backupSchema>

export const backupCheckSchema = z.object({
  isWhole: z.boolean(),
  /** To a person; null: all of it is as it was copied. */
  problem: z.string().nullable(),
  entries: z.number(),
  files: z.number(),
  checkedAt: z.number(),
})
export type BackupCheck = z.infer<typeof backupCheckSchema>

/** Bytes in the data folder. */
const storageSchema = z.object({
  database: z.number(),
  artifacts: z.number(),
  backups: z.number(),
  /** By the name of their folders. */
  workspaces: z.array(z.object({ name: z.string(), bytes: z.number() })),
})

/** How much is written to the log of the program, the least first. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** The settings in use other than models, with their source. */
export const settingsViewSchema = z.object({
  /** The file of settings. */
  file: z.string(),
  /** Why it is not read; null: nothing is wrong with it. */
  problem: z.string().nullable(),
  limits: z.object({ global: z.number(), shipped: z.number(), inFlight: z.number() }),
  mail: z.object({
    server: z.string().nullable(),
    from: z.string().nullable(),
    user: z.string().nullable(),
    hasPassword: z.boolean(),
    problem: z.string().nullable(),
    /** The environment says it, so it is not set in the window. */
    isFixed: z.boolean(),
    /** As it was set in the window. */
    kept: z.object({ url: z.string(), from: z.string() }).nullable(),
  }),
  log: z.object({ level: z.string(), isFixed: z.boolean() }),
  /** Fixed until the next start. */
  started: z.object({ node: z.string(), platform: z.string() }),
})
export type SettingsView = z.infer<typeof settingsViewSchema>

export const systemContract = {
  createLaunchLink: post('/v1/system/launch-link', 'A fresh link that opens the interface once', ['E_STATE'])
    .meta(secretlyAnswered)
    .output(z.object({ url: z.string() })),
  info: get('/v1/system', 'Version, host and data folder').output(systemInfoSchema),
  settings: get('/v1/settings', 'Limits, mail, and what the start fixed').output(settingsViewSchema),
  setLimits: put('/v1/settings/limits', 'How much is worked on at once, over all runs', ['E_STATE'])
    .input(z.strictObject({ global: z.int().min(1).max(1000) }))
    .output(settingsViewSchema),
  setMail: put('/v1/settings/mail', 'The server that mails are handed to', ['E_STATE', 'E_FORMAT'])
    .meta(secretlyAsked)
    .input(
      z.strictObject({
        /** Null: none, so no mail is ever sent. */
        mail: z
          .strictObject({
            url: z.string().trim().min(1).max(500),
            from: z.string().trim().min(1).max(320),
            /** Into the system's keystore; absent: what is there stays. */
            password: z.string().min(1).max(1000).optional(),
          })
          .nullable(),
      }),
    )
    .output(settingsViewSchema),
  setLogLevel: put('/v1/settings/log', 'How much the program says of itself', ['E_STATE'])
    .input(z.strictObject({ level: z.enum(logLevels) }))
    .output(settingsViewSchema),
  testMail: post('/v1/settings/mail/test', 'Send a short mail to an address', ['E_STATE'])
    .input(z.strictObject({ to: z.email().max(320) }))
    .output(z.object({ isSent: z.boolean(), said: z.string() })),
  storage: get('/v1/system/storage', 'How large the parts of the data folder are').output(storageSchema),
  listBackups: get('/v1/backups', 'Backups in the data folder, newest first').output(z.array(backupSchema)),
  lastRestore: get('/v1/backups/last-restore', 'What came back last from a backup').output(
    restoredSchema.nullable(),
  ),
  restoreBackup: post(
    '/v1/backups/{name}/restore',
    'Back up what is there, then start again with this backup in its place',
    ['E_STATE', 'E_DB_CORRUPT', 'E_DB_NEWER'],
  )
    .input(z.strictObject({ name: z.string().max(100) }))
    .output(z.object({ safety: backupSchema })),
  backUp: post('/v1/backups', 'Copy the database, files and settings, at one instant').output(backupSchema),
  checkBackup: query('/v1/backups/{name}/check', 'Read a backup whole: is it as it was copied?')
    .input(z.strictObject({ name: z.string().max(100) }))
    .output(backupCheckSchema),
}
