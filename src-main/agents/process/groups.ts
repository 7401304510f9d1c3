import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { orElse } from '#shared/or-else.ts'
import { sha256 } from '../../base/hash.ts'
import { type Command, findNamespaceLimit } from './namespace-limit.ts'
import { signalOne } from './process-marker.ts'

/**
 * Job: gives each program a control group of its own, which holds everything that it starts and bounds how much that is.
 *
 * C1 A program is in its group before its first instruction: the thread that starts it is in the group for that moment.
 * C2 No process leaves by a new session, an empty environment or the end of its parent. A program with the rights of root
 *    can leave.
 * C3 The end of a group forbids new processes first, so that one pass over its members ends all.
 * C4 This process is never signalled, whatever a group lists.
 */
export interface ProcessGroup {
  readonly enforcement: Enforcement
  /** The command as it starts under the limit. */
  wrap(command: Command): Command
  /** Starts a program inside. */
  start<T>(spawn: () => T): T
  signal(name: 'SIGTERM' | 'SIGKILL' | 0): number
  /** Processes and threads beyond which the watch ends the attempt; absent: the system counts refusals. */
  readonly maxTasks?: number
  /** Whether a process was refused for want of room. */
  wasFull(): boolean
  list(): number[]
  /** Ends all members, and removes a group whose members are gone; false: it is still there. */
  end(): boolean
}

/** The part of the system that keeps to the limit of processes. */
export type Enforcement =
  | { readonly by: 'cgroup v2' | 'cgroup v1' | 'RLIMIT_NPROC in a user namespace' }
  | { readonly by: 'none'; readonly why: string }

/** Where control groups can be made. */
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
  /** Marks of the program (`process-marker.ts`): its data folder, then its attempt. */
  readonly marker: string
  readonly maxProcesses: number
}

/** A thread counts as well, and a runtime has a dozen before it does anything. */
const fewestTasks = 64

/** Keeps a machine usable beside programs that have no limit of their own. */
export const mostProcesses = 4096

const prefixOf = (house: string): string => `switchyard-${sha256(house).slice(0, 16)}-`
const houseIn = (marker: string): string => marker.slice(0, marker.indexOf('/') + 1)

let count = 0

/** A group of this size; without control groups it is one in name only. */
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
    if (readFileSync(join(folder, 'pids.max'), 'utf8').trim() !== max)
      throw new Error('pids.max did not stay')
  } catch (error) {
    removeFolder(folder)
    return nameOnly(messageOf(error))
  }
  return groupIn(found, folder)
}

/** Room above the limit, so that the watch sees the excess and ends the attempt. */
const excessTasks = 16

/** A group that needs a limit: without control groups, its program starts in a user namespace with RLIMIT_NPROC. */
export function openLimitedGroup(size: Size, readFiles = readSystem): ProcessGroup {
  const group = openGroup(size, readFiles)
  const { enforcement } = group
  if (enforcement.by !== 'none') return group
  const limit = findNamespaceLimit()
  if ('why' in limit) return nameOnly(`${enforcement.why}, and ${limit.why}`)
  const maxTasks = Math.max(size.maxProcesses, fewestTasks)
  return {
    ...{ ...group, maxTasks },
    enforcement: { by: 'RLIMIT_NPROC in a user namespace' },
    wrap: (command) => limit.wrap(command, maxTasks + excessTasks),
  }
}

/** The mechanism that would enforce the limit of a group now. */
export function findEnforcement(readFiles = readSystem): Enforcement {
  const group = openLimitedGroup({ marker: 'probe/', maxProcesses: fewestTasks }, readFiles)
  group.end()
  return group.enforcement
}

/** Ends programs in groups of an earlier process over this data folder. Over: every group is removed. */
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
      // `0` is the thread that writes, or with version 2 its process.
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

/** The group of this process in the first hierarchy that bounds processes. */
export function findBase(readFiles = readSystem): Base | { readonly why: string } {
  if (process.platform !== 'linux') return { why: `${process.platform} has no control groups` }
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
  return usable ?? { why: 'no control group with the pids controller may be made here' }
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

/** The controller is passed on to children; it is no domain controller, so this process may stay where it is. */
function hasController(folder: string): boolean {
  const file = join(folder, 'cgroup.subtree_control')
  const isOn = () => readText(file).trim().split(' ').includes('pids')
  if (!readText(join(folder, 'cgroup.controllers')).trim().split(' ').includes('pids')) return false
  if (!isOn()) tryWrite(file, '+pids')
  return isOn()
}

// A file that is not there, or may not be read, says nothing.
const readText = (file: string): string => orElse(() => readFileSync(file, 'utf8'), '')

// Not allowed here: the next look tells.
const tryWrite = (file: string, text: string): void => void orElse(() => writeFileSync(file, text), undefined)

// Members that are still ending keep it; the next end, or the next start, removes it.
const removeFolder = (folder: string): void => void orElse(() => rmdirSync(folder), undefined)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** For a person, at an agent and in a log. */
export const describeEnforcement = (enforcement: Enforcement): string =>
  enforcement.by === 'none' ? `not enforced: ${enforcement.why}` : `enforced by ${enforcement.by}`
