import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { orElse } from '#shared/or-else.ts'
import { words } from '#shared/words/words.ts'
import { sha256 } from '../../base/hash.ts'
import { type Command, findNamespaceLimit } from './namespace-limit.ts'
import { signalOne } from './process-marker.ts'

const texts = words.processLimits

/**
 * Gives each program its own control group, which contains every process that it starts and limits their number.
 * C1 A program is in its group before its first instruction: the starting thread joins the group for that moment.
 * C2 No process leaves by a new session, an empty environment or the end of its parent. A program with root rights can
 * leave.
 * C3 Ending a group forbids new processes first, so that one pass over the members ends all of them.
 * C4 This process is never signalled, even if a group lists it.
 */
export interface ProcessGroup {
  readonly enforcement: Enforcement
  /** The command, wrapped so that it starts under the limit. */
  wrap(command: Command): Command
  /** Starts a program inside the group. */
  start<T>(spawn: () => T): T
  signal(name: 'SIGTERM' | 'SIGKILL' | 0): number
  /** Number of processes and threads above which the watch ends the attempt; absent: the system counts refusals. */
  readonly maxTasks?: number
  /** True if the limit ever prevented a process from starting. */
  wasFull(): boolean
  list(): number[]
  /** Ends all members and removes the group once it is empty; false: the group still exists. */
  end(): boolean
}

/** System mechanism that enforces the process limit. */
export type Enforcement =
  | { readonly by: 'cgroup v2' | 'cgroup v1' | 'RLIMIT_NPROC in a user namespace' }
  | { readonly by: 'none'; readonly why: string }

/** Folder in which control groups can be created. */
interface Base {
  readonly version: 'cgroup v1' | 'cgroup v2'
  readonly folder: string
}

export interface GroupFiles {
  /** Content of `/proc/thread-self/cgroup`. */
  readonly own: string
  /** Content of `/proc/self/mountinfo`. */
  readonly mounts: string
}

interface Size {
  /** Marker of the program (`process-marker.ts`): data folder, then attempt. */
  readonly marker: string
  readonly maxProcesses: number
}

/** Minimum limit. Threads count too, and a runtime starts about a dozen of them before it does any work. */
const fewestTasks = 64

/** Limit for programs without a limit of their own, so that the machine stays usable. */
export const mostProcesses = 4096

const prefixOf = (house: string): string => `switchyard-${sha256(house).slice(0, 16)}-`
const houseIn = (marker: string): string => marker.slice(0, marker.indexOf('/') + 1)

let count = 0

/** Opens a group of this size. Without control groups, the group has no effect. */
export function openGroup({ marker, maxProcesses }: Size, readFiles = readSystem): ProcessGroup {
  const found = findBase(readFiles)
  if ('why' in found) return nameOnly(found.why)
  count += 1
  const name = `${prefixOf(houseIn(marker))}${sha256(marker).slice(0, 12)}-${process.pid}-${count}`
  const folder = join(found.folder, name)
  try {
    mkdirSync(folder)
    const max = String(Math.max(maxProcesses, fewestTasks))
    writeFileSync(join(folder, 'pids.max'), max)
    if (readFileSync(join(folder, 'pids.max'), 'utf8').trim() !== max) throw new Error(texts.limitRejected)
  } catch (error) {
    removeFolder(folder)
    return nameOnly(messageOf(error))
  }
  return groupIn(found, folder)
}

/** Headroom above the limit, so that the watch can see the excess and end the attempt. */
const excessTasks = 16

/**
 * Opens a group for a program that must be limited. Without control groups, the program starts in a user namespace
 * with RLIMIT_NPROC.
 */
export function openLimitedGroup(size: Size, readFiles = readSystem): ProcessGroup {
  const group = openGroup(size, readFiles)
  const { enforcement } = group
  if (enforcement.by !== 'none') return group
  const limit = findNamespaceLimit()
  if ('why' in limit) return nameOnly(texts.both(enforcement.why, limit.why))
  const maxTasks = Math.max(size.maxProcesses, fewestTasks)
  return {
    ...{ ...group, maxTasks },
    enforcement: { by: 'RLIMIT_NPROC in a user namespace' },
    wrap: (command) => limit.wrap(command, maxTasks + excessTasks),
  }
}

/** The mechanism that would currently enforce a group's limit. */
export function findEnforcement(readFiles = readSystem): Enforcement {
  const group = openLimitedGroup({ marker: 'probe/', maxProcesses: fewestTasks }, readFiles)
  group.end()
  return group.enforcement
}

/** Ends programs in groups left by an earlier process over this data folder. `isOver`: every group is removed. */
export function endLeftGroups(
  house: string,
  readFiles = readSystem,
): { programs: number[]; isOver: boolean } {
  const base = findBase(readFiles)
  if ('why' in base) return { programs: [], isOver: true }
  const names = readdirSync(base.folder).filter((name) => name.startsWith(prefixOf(house)))
  const groups = names.map((name) => groupIn(base, join(base.folder, name)))
  const programs = groups.flatMap((group) => group.list())
  return { programs, isOver: groups.map((group) => group.end()).every(Boolean) }
}

function groupIn(base: Base, folder: string): ProcessGroup {
  const entry = base.version === 'cgroup v1' ? 'tasks' : 'cgroup.procs'
  const list = () =>
    readText(join(folder, 'cgroup.procs'))
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0 && pid !== process.pid)

  function signal(name: 'SIGTERM' | 'SIGKILL' | 0): number {
    const members = list()
    for (const pid of members) signalOne(pid, name)
    return members.length
  }

  let wasSeenFull = false
  function wasFull(): boolean {
    const refused = /^max (\d+)/m.exec(readText(join(folder, 'pids.events')))?.[1]
    wasSeenFull ||= Number(refused ?? 0) > 0
    return wasSeenFull
  }

  return {
    enforcement: { by: base.version },
    wrap: (command) => command,
    list,
    signal,
    start(spawn) {
      // `0` is the writing thread; with version 2, its process.
      writeFileSync(join(folder, entry), '0')
      try {
        return spawn()
      } finally {
        writeFileSync(join(base.folder, entry), '0')
      }
    },
    wasFull,
    end() {
      if (!existsSync(folder)) return true
      wasFull()
      tryWrite(join(folder, 'pids.max'), '0')
      if (existsSync(join(folder, 'cgroup.kill'))) tryWrite(join(folder, 'cgroup.kill'), '1')
      signal('SIGKILL')
      removeFolder(folder)
      return !existsSync(folder)
    },
  }
}

const nameOnly = (why: string): ProcessGroup => ({
  enforcement: { by: 'none', why },
  wrap: (command) => command,
  start: (spawn) => spawn(),
  signal: () => 0,
  wasFull: () => false,
  list: () => [],
  end: () => true,
})

function readSystem(): GroupFiles {
  return { own: readText('/proc/thread-self/cgroup'), mounts: readText('/proc/self/mountinfo') }
}

/** Control group of this process in the first hierarchy that can limit processes. */
export function findBase(readFiles = readSystem): Base | { readonly why: string } {
  if (process.platform !== 'linux') return { why: texts.noControlGroups(process.platform) }
  const { own, mounts } = readFiles()
  const mounted = mounts.split('\n').flatMap(mountOf)
  const lines = own.split('\n').map((line) => /^\d+:([^:]*):(.*)$/.exec(line))
  const found = lines.flatMap((line): Base[] => {
    const [, controllers = '', path = ''] = line ?? []
    if (line === null || (controllers !== '' && !controllers.split(',').includes('pids'))) return []
    const type = controllers === '' ? 'cgroup2' : 'cgroup'
    const mount = mounted.find((each) => each.type === type && (type === 'cgroup2' || each.hasPids))
    const inside = mount === undefined ? null : pathInside(path, mount.root)
    if (mount === undefined || inside === null) return []
    const version = type === 'cgroup2' ? 'cgroup v2' : 'cgroup v1'
    return [{ version, folder: join(mount.folder, inside) }]
  })
  const usable = found.find((base) => base.version === 'cgroup v1' || hasController(base.folder))
  return usable ?? { why: texts.noController }
}

interface Mount {
  readonly type: string
  readonly root: string
  readonly folder: string
  readonly hasPids: boolean
}

/** `36 35 0:33 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,pids` */
function mountOf(line: string): Mount[] {
  const [before = '', after = ''] = line.split(' - ')
  const [, , , root = '', folder = ''] = before.split(' ')
  const [type = '', , options = ''] = after.split(' ')
  return type.startsWith('cgroup')
    ? [{ type, root, folder, hasPids: options.split(',').includes('pids') }]
    : []
}

const pathInside = (path: string, root: string): string | null =>
  root === '/' ? path : path === root ? '/' : path.startsWith(`${root}/`) ? path.slice(root.length) : null

/**
 * True if child groups get the pids controller. It is not a domain controller, so this process may stay in its group.
 */
function hasController(folder: string): boolean {
  const file = join(folder, 'cgroup.subtree_control')
  const isOn = () => readText(file).trim().split(' ').includes('pids')
  if (!readText(join(folder, 'cgroup.controllers')).trim().split(' ').includes('pids')) return false
  if (!isOn()) tryWrite(file, '+pids')
  return isOn()
}

// A missing or unreadable file counts as empty.
const readText = (file: string): string => orElse(() => readFileSync(file, 'utf8'), '')

// A forbidden write is ignored; the next read detects it.
const tryWrite = (file: string, text: string): void => void orElse(() => writeFileSync(file, text), undefined)

// Members that are still exiting block the removal. The next `end` or the next start of the app removes the folder.
const removeFolder = (folder: string): void => void orElse(() => rmdirSync(folder), undefined)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Description for a person, shown with an agent and in a log. */
export const describeEnforcement = (enforcement: Enforcement): string =>
  enforcement.by === 'none' ? texts.notEnforced(enforcement.why) : texts.enforced(enforcement.by)
