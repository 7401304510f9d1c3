import type { Clock } from '../../base/clock.ts'
import type { Workspaces } from '../workspace.ts'
import type { SandboxFound } from './sandbox.ts'

/** The options for adapters that start programs. */
export interface ProgramOptions {
  readonly dataDir: string
  readonly workspaces: Workspaces
  readonly clock: Clock
  /** Some variables of Switchyard's own environment, those that are set. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
  /** Takes note of an agent's own variables, whose values may be secret. */
  readonly hideEnv?: (env: Readonly<Record<string, string>>) => void
  /** Absent: the system is asked. */
  readonly findSandbox?: (() => Promise<SandboxFound>) | undefined
}

/** The variables that every program inherits: where programs are, and how text is written. None is secret. */
const alwaysPassed = [
  ...['PATH', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'],
  // Windows does not start much without these.
  ...['PATHEXT', 'SystemRoot', 'windir', 'ComSpec', 'TEMP', 'TMP'],
]

interface Parts {
  /** Unless the home of whoever started Switchyard is passed on by name. */
  readonly home: string
  readonly readVariables: ProgramOptions['readVariables']
  /** Names of variables of Switchyard's own environment. */
  readonly passEnv: readonly string[]
  readonly projectFolder: string | null
  readonly env: Readonly<Record<string, string>>
}

/** All that a program of an agent is started with. */
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
