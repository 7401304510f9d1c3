import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'

/** The shell of a new account on macOS. */
const usualShell = '/bin/zsh'
const limitMs = 5000
/** Startup files of a shell may print text first. */
const mark = '--switchyard-path--'

/**
 * The folders of a login shell, then those of this process. An app that the Finder starts has only the PATH of the
 * system, where no program of Homebrew or npm is. Null: the shell does not answer in time.
 */
export async function readLoginPath(shell: string | null, ownPath: string | null): Promise<string | null> {
  const args = ['-ilc', `echo ${mark}; /usr/bin/printenv PATH`]
  try {
    const running = promisify(execFile)(shell ?? usualShell, args, {
      timeout: limitMs,
      killSignal: 'SIGKILL',
    })
    running.child.stdin?.end()
    const { stdout } = await running
    const [, path = ''] = stdout.split(`${mark}\n`)
    const folders = [path.trim(), ownPath ?? ''].flatMap((each) => each.split(delimiter))
    return path.trim() === '' ? null : [...new Set(folders)].filter((each) => each !== '').join(delimiter)
  } catch {
    // A shell with other options or a broken startup file: the PATH of the process stays.
    return null
  }
}
