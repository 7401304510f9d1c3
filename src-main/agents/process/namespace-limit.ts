import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { words } from '#shared/words/words.ts'

const texts = words.processLimits

/**
 * Limits the processes of a program without a control group: RLIMIT_NPROC in a separate user namespace.
 * N1 Other programs of the same user do not count: the kernel (5.14 and later) counts per namespace.
 * N2 The user id and the file permissions do not change. Files of other users appear to belong to nobody, and `sudo`
 * does not work.
 * N3 The limit is used only if a probe showed that it takes effect. It never applies to root.
 */
export type NamespaceLimit = { readonly wrap: Wrap } | { readonly why: string }

type Wrap = (command: Command, maxTasks: number) => Command

export interface Command {
  readonly file: string
  readonly args: readonly string[]
}

const probeMs = 5000

/** Fixed system folders, because an agent may set its own PATH. */
const folders = ['/usr/bin', '/bin', '/run/current-system/sw/bin']

let found: NamespaceLimit | null = null

/** Result of the first probe, cached because the rights of this process do not change. */
export function findNamespaceLimit(): NamespaceLimit {
  found ??= probe()
  return found
}

function probe(): NamespaceLimit {
  if (process.platform !== 'linux') return { why: texts.noNamespaces(process.platform) }
  if (process.getuid?.() === 0) return { why: texts.root }
  const [unshare, prlimit] = [findTool('unshare'), findTool('prlimit')]
  if (unshare === null || prlimit === null) return { why: texts.toolsMissing }
  const wrap: Wrap = ({ file, args }, maxTasks) => ({
    file: unshare,
    args: ['--user', '--map-current-user', '--', prlimit, `--nproc=${maxTasks}`, '--', file, ...args],
  })
  const { file, args } = wrap({ file: '/bin/sh', args: ['-c', '(echo 2; (echo 3); :); :'] }, 2)
  const { stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: probeMs, env: {} })
  if (stdout === '2\n') return { wrap }
  return { why: texts.namespaceFailed(stdout === '' ? stderr.trim().slice(0, 200) : texts.noEffect) }
}

const findTool = (name: string): string | null =>
  folders.map((folder) => `${folder}/${name}`).find((file) => existsSync(file)) ?? null
