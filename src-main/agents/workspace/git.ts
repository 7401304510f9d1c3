import { devNull } from 'node:os'
import { parse } from 'node:path'
import { type Refusal, RefusalError, refusal, refusedWith } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { capture } from '../process/capture.ts'

/**
 * Runs the git of the machine. It decides nothing, and executes no code of a repository.
 *
 * G1 No program that a repository names is started: no hook, filter, merge driver, pager, signer or file watcher.
 *    Where files would differ without it, the repository is refused (`requirePlain`). git never runs in an embedded
 *    repository, because its configuration could not be overridden (`embedded-repositories.ts`).
 * G2 The settings of the user and the machine are not read: a command has the same effect everywhere.
 * G3 Nothing is fetched and git never prompts: no protocol is allowed, and there is no terminal.
 * G4 Values from outside follow `--`, go through standard input, or are full ids.
 */
export type Git = ReturnType<typeof createGit>

export interface Place {
  /** Where git looks for a repository, and works; absent: `gitDir` says which. */
  readonly folder?: string
  readonly gitDir?: string
  readonly workTree?: string
  readonly index?: string
}

interface RunOptions {
  readonly input?: string
  readonly okCodes?: readonly number[]
  /** More output than this is cut off; absent: such an output is refused. */
  readonly cutAt?: number
}

export interface GitOptions {
  /** Some variables of Switchyard's own environment, those that are set. */
  readonly readVariables: (names: readonly string[]) => Record<string, string>
}

const passed = ['PATH', 'PATHEXT', 'SystemRoot', 'windir', 'TMPDIR', 'TEMP', 'TMP']
const maxBytes = 64 * 1024 * 1024
const timeoutMs = 120_000

export function createGit({ readVariables }: GitOptions) {
  /** Throws what git says no to as a refusal; `okCodes` are exit codes that are answers. */
  async function run(place: Place, args: readonly string[], { input, okCodes = [], cutAt }: RunOptions = {}) {
    const said = await capture({
      file: 'git',
      args: [...settings, ...(place.folder === undefined ? [] : ['-C', place.folder]), ...args],
      // A folder that always exists: a missing working folder would look like a missing git.
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
    /** The same, for one line of output. */
    async line(...command: Parameters<typeof run>): Promise<string> {
      return (await run(...command)).stdout.toString('utf8').replace(/\n$/, '')
    },
    /** Refuses a repository that cannot be worked with. */
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

/** The result of work with git, or the refusal that it threw. */
export const asResult = <T>(work: Promise<T>): Promise<Result<T, Refusal>> =>
  work.then(ok, (error: unknown) => {
    if (error instanceof RefusalError) return err(error.refusal)
    throw error
  })

/** Settings that change files at checkout, or merge them. */
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
  // Git for Windows knows this name for no file, and cannot open the one that Windows has.
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
  const why = stderr.trim() || 'it did not say why'
  if (/not a git repository|must be run in a work tree/i.test(why)) {
    return refusal('E_NO_REPOSITORY', 'no_repository')
  }
  return refusal('E_GIT', 'git_failed', { name, why })
}
