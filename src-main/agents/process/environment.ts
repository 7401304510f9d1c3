/** What every program gets of our environment: where programs are, and how text is written. Nothing of it is secret. */
export const alwaysPassed = [
  ...['PATH', 'LANG', 'LANGUAGE', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TMPDIR'],
  // Windows does not start much without these.
  ...['PATHEXT', 'SystemRoot', 'windir', 'ComSpec', 'TEMP', 'TMP'],
]

interface Parts {
  /** Unless the home of whoever started Switchyard is passed on by name. */
  readonly home: string
  /** Some of Switchyard's own environment. */
  readonly inherited: Readonly<Record<string, string>>
  readonly projectFolder: string | null
  readonly env: Readonly<Record<string, string>>
}

/** All that a program of an agent is started with. */
export const environmentOf = ({ home, inherited, projectFolder, env }: Parts): Record<string, string> => ({
  HOME: home,
  ...(process.platform === 'win32' && { USERPROFILE: home }),
  ...inherited,
  ...(projectFolder !== null && { SWITCHYARD_PROJECT: projectFolder }),
  ...env,
})
