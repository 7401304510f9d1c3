import { execFile } from 'node:child_process'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'

/** Default shell of a new macOS account. */
const usualShell = '/bin/zsh'
const limitMs = 5000
/** Marks the start of the output, because shell startup files may print text first. */
const mark = '--switchyard-path--'

/**
 * PATH of a login shell, followed by the folders of this process's PATH. An app started from the Finder has only the
 * system PATH, without Homebrew or npm programs. Null if the shell fails or does not answer in time.
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
    // The shell may not support these options, or a startup file may be broken. The process's PATH stays in use.
    return null
  }
}
