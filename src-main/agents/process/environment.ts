import type { Clock } from '../../base/clock.ts'
import type { Workspaces } from '../workspace.ts'
import type { SandboxFound } from './sandbox.ts'

/** Options for adapters that start programs. */
export interface ProgramOptions {
  readonly dataDir: string
  readonly workspaces: Workspaces
  readonly clock: Clock
  /** Values of the named variables of Switchyard's own environment. Unset variables are omitted. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
  /** Registers an agent's own variables, whose values may be secret. */
  readonly hideEnv?: (env: Readonly<Record<string, string>>) => void
  /** Absent: the system is searched for a sandbox. */
  readonly findSandbox?: (() => Promise<SandboxFound>) | undefined
}

/** Variables that every program inherits: search paths, locale, time zone and temporary folders. None is secret. */
const alwaysPassed = [
  ...['PATH', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'],
  // Windows programs often cannot start without these.
  ...['PATHEXT', 'SystemRoot', 'windir', 'ComSpec', 'TEMP', 'TMP'],
]

interface Parts {
  /** Home folder of the program, unless `passEnv` or `env` sets one. */
  readonly home: string
  readonly readVariables: ProgramOptions['readVariables']
  /** Names of variables to inherit from Switchyard's own environment. */
  readonly passEnv: readonly string[]
  readonly projectFolder: string | null
  readonly env: Readonly<Record<string, string>>
}

/** Complete environment of an agent's program. */
export const environmentOf = ({
  home,
  readVariables,
  passEnv,
  projectFolder,
  env,
}: Parts): Record<string, string> => ({
  HOME: home,
  ...(process.platform === 'win32' && { USERPROFILE: home }),
  ...readVariables([...alwaysPassed, ...passEnv]),
  ...(projectFolder !== null && { SWITCHYARD_PROJECT: projectFolder }),
  ...env,
})
