import { devNull } from 'node:os'
import { parse } from 'node:path'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { capture } from '../process/capture.ts'

/**
 * Runs the installed git. It makes no decisions and executes no code of a repository.
 * G1 No program that a repository names is started: no hook, filter, merge driver, pager, signer or file watcher. If
 * files would differ without such a program, the repository is refused (`requirePlain`). git never runs in an embedded
 * repository, because its configuration could not be overridden (`embedded-repositories.ts`).
 * G2 Settings of the user and the machine are ignored, so a command has the same effect everywhere.
 * G3 Nothing is fetched and git never prompts: no protocol is allowed, and there is no terminal.
 * G4 Values from outside follow `--`, are passed on standard input, or are full ids.
 */
export type Git = ReturnType<typeof createGit>

export interface Place {
  /** Working directory, from which git finds the repository; absent: `gitDir` names it. */
  readonly folder?: string
  readonly gitDir?: string
  readonly workTree?: string
  readonly index?: string
}

interface RunOptions {
  readonly input?: string
  readonly okCodes?: readonly number[]
  /** Bytes after which output is truncated; absent: output over 64 MiB is refused. */
  readonly cutAt?: number
}

export interface GitOptions {
  /** Values of the named variables of Switchyard's own environment. Unset variables are omitted. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
}

const passed = ['PATH', 'PATHEXT', 'SystemRoot', 'windir', 'TMPDIR', 'TEMP', 'TMP']
const maxBytes = 64 * 1024 * 1024
const timeoutMs = 120_000

export function createGit({ readVariables }: GitOptions) {
  /** Throws a refusal if git fails. `okCodes`: further exit codes that count as success. */
  async function run(place: Place, args: readonly string[], { input, okCodes = [], cutAt }: RunOptions = {}) {
    const said = await capture({
      file: 'git',
      args: [...settings, ...(place.folder === undefined ? [] : ['-C', place.folder]), ...args],
      // A folder that always exists: with a missing working directory, git itself would seem to be missing.
      cwd: parse(process.cwd()).root,
      env: { ...readVariables(passed), ...ownVariables, ...variablesOf(place) },
      input,
      timeoutMs,
      maxBytes: cutAt ?? maxBytes,
    })
    const name = args.find((each) => !each.startsWith('-')) ?? ''
    if (said.type === 'not_started') throw new RefusalError(missing(said.code))
    if (said.type === 'timed_out') {
      throw refusedWith('E_GIT', 'git_timed_out', { name, seconds: timeoutMs / 1000 })
    }
    if (said.code !== 0 && !okCodes.includes(said.code)) {
      throw new RefusalError(refusalOf(name, said.stderr))
    }
    if (said.total > said.stdout.length && cutAt === undefined) {
      throw refusedWith('E_TOO_LARGE', 'git_output_too_long', { name })
    }
    return said
  }

  return {
    run,
    /** Same as `run`, for one line of output. */
    async line(...command: Parameters<typeof run>): Promise<string> {
      return (await run(...command)).stdout.toString('utf8').replace(/\n$/, '')
    },
    /** Refuses a repository with conditional includes or with settings that name programs. */
    async requirePlain(place: Place): Promise<void> {
      const listed = await run(place, ['config', '--list', '--name-only', '-z'])
      const names = listed.stdout.toString('utf8').split('\0')
      const condition = names.find((name) => /^includeif\./is.test(name))
      if (condition !== undefined) {
        throw refusedWith('E_GIT', 'git_config_conditional', { setting: condition })
      }
      const named = names.find((name) => programs.test(name))
      if (named === undefined) return
      throw refusedWith('E_GIT', 'git_config_program', { setting: named })
    },
  }
}

/** Result of work with git. A thrown refusal becomes an error; other errors are rethrown. */
export const asResult = <T>(work: Promise<T>): Promise<Result<T, Refusal>> =>
  work.then(ok, (error: unknown) => {
    if (error instanceof RefusalError) return err(error.refusal)
    throw error
  })

/** Settings that name programs for checkout (filters) or merges. */
const programs = /^(?:filter\..*\.(?:clean|smudge|process)|merge\..*\.driver)$/is

const settings = [
  '--no-pager',
  '--literal-pathspecs',
  ...Object.entries({
    'core.hooksPath': devNull,
    'core.fsmonitor': 'false',
    'core.attributesFile': devNull,
    'core.excludesFile': devNull,
    'core.sparseCheckout': 'false',
    'core.quotePath': 'true',
    'commit.gpgSign': 'false',
    'credential.helper': '',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'merge.verifySignatures': 'false',
    'protocol.allow': 'never',
    'submodule.recurse': 'false',
    'fetch.recurseSubmodules': 'false',
    'diff.ignoreSubmodules': 'all',
    'status.submoduleSummary': 'false',
    'worktree.useRelativePaths': 'false',
    'advice.addEmbeddedRepo': 'false',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

const person = { NAME: 'Switchyard', EMAIL: 'switchyard@localhost' }
const ownVariables = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  GIT_CONFIG_NOSYSTEM: '1',
  // Git for Windows treats this name as no file, but cannot open the null device of Windows.
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_AUTHOR_NAME: person.NAME,
  GIT_AUTHOR_EMAIL: person.EMAIL,
  GIT_COMMITTER_NAME: person.NAME,
  GIT_COMMITTER_EMAIL: person.EMAIL,
}

const variablesOf = ({ gitDir, workTree, index }: Place): Record<string, string> => ({
  ...(gitDir !== undefined && { GIT_DIR: gitDir }),
  ...(workTree !== undefined && { GIT_WORK_TREE: workTree }),
  ...(index !== undefined && { GIT_INDEX_FILE: index }),
})

const missing = (code: string): Refusal =>
  code === 'ENOENT' ? refusal('E_GIT_MISSING', 'git_missing') : refusal('E_GIT', 'git_start_failed', { code })

function refusalOf(name: string, stderr: string): Refusal {
  const why = stderr.trim() || words.workspaceTexts.gitFailedSilently
  if (/not a git repository|must be run in a work tree/i.test(why)) {
    return refusal('E_NO_REPOSITORY', 'no_repository')
  }
  return refusal('E_GIT', 'git_failed', { name, why })
}
