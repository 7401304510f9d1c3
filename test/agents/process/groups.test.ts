import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  describeEnforcement,
  endLeftGroups,
  findBase,
  findEnforcement,
  openGroup,
} from '../../../src-main/agents/process/groups.ts'
import { createTempDir } from '../../support/engine.ts'
import { createPrograms } from '../command/programs.ts'

const enforcement = findEnforcement()
const isGrouped = enforcement.by.startsWith('cgroup')
if (!isGrouped)
  console.log(`Skipped: limits of control groups, since the limit is ${describeEnforcement(enforcement)}.`)

/** A cgroup hierarchy of plain files that contains this process. */
function plantHierarchy(version: 'v1' | 'v2', controllers = 'cpu memory pids') {
  const root = createTempDir()
  const folder = join(root, 'app.scope')
  mkdirSync(folder)
  writeFileSync(join(folder, 'cgroup.controllers'), controllers)
  writeFileSync(join(folder, 'cgroup.subtree_control'), '')
  const mount =
    version === 'v1'
      ? `30 25 0:26 / ${root} rw - cgroup cgroup rw,pids`
      : `31 25 0:27 / ${root} rw - cgroup2 cgroup2 rw`
  const own = version === 'v1' ? '5:pids:/app.scope' : '0::/app.scope'
  return { folder, readFiles: () => ({ own, mounts: mount }) }
}

describe('the base of control groups', () => {
  it('is the group of this process in the pids hierarchy of version 1', () => {
    const { folder, readFiles } = plantHierarchy('v1')
    expect(findBase(readFiles)).toEqual({ version: 'cgroup v1', folder })
  })

  it('is missing in version 2 while the controller cannot be delegated', () => {
    const { readFiles } = plantHierarchy('v2', 'cpu memory')
    expect(findBase(readFiles)).toMatchObject({ why: expect.stringContaining('pids') })
  })

  it('is the group of this process in version 2, with a delegated controller', () => {
    const { folder, readFiles } = plantHierarchy('v2')
    // A plain file keeps the written text `+pids`; a kernel would list `pids`.
    writeFileSync(join(folder, 'cgroup.subtree_control'), 'pids')
    expect(findBase(readFiles)).toEqual({ version: 'cgroup v2', folder })
  })

  it('is reported as missing, and a program starts anyway', () => {
    const group = openGroup({ marker: 'a/b', maxProcesses: 100 }, () => ({ own: '', mounts: '' }))
    expect(group.enforcement).toMatchObject({ by: 'none', why: expect.stringContaining('pids') })
    expect(group.start(() => 'started')).toBe('started')
  })
})

describe.skipIf(!isGrouped)('the process limit', () => {
  it('applies before the processes are inspected, and ends the attempt', async () => {
    const { script, run, survivors } = createPrograms()
    // Limits itself to 90 processes, started one after another.
    const text = `
      import { execFileSync } from 'node:child_process'
      execFileSync('sh', ['-c', 'n=0; while [ $n -lt 90 ]; do sleep 20 & n=$((n+1)); done; wait'])`
    const { failure } = await run({ command: script(text), maxProcesses: 64 })
    expect(failure).toMatchObject({ reason: 'over_limit' })
    expect(failure?.message).toContain('more than 64 processes')
    expect(survivors()).toEqual([])
    expect(groupsLeft()).toEqual([])
  })

  it('does not move this process to another group', async () => {
    const before = readFileSync('/proc/thread-self/cgroup', 'utf8')
    const group = openGroup({ marker: 'a/b', maxProcesses: 64 })
    const child = group.start(() => spawn('sleep', ['20'], { stdio: 'ignore' }))
    expect(readFileSync('/proc/thread-self/cgroup', 'utf8')).toBe(before)
    expect(group.list()).toEqual([child.pid])
    const closed = new Promise((resolve) => child.once('close', resolve))
    group.end()
    await closed
    group.end()
    expect(groupsLeft()).toEqual([])
  })

  it('of an earlier process is removed with its processes at the next start', async () => {
    const group = openGroup({ marker: 'earlier/a', maxProcesses: 64 })
    const child = group.start(() => spawn('env', ['-i', 'setsid', 'sleep', '20'], { stdio: 'ignore' }))
    const closed = new Promise((resolve) => child.once('close', resolve))
    expect(endLeftGroups('other/')).toEqual({ programs: [], isOver: true })
    expect(endLeftGroups('earlier/').programs).toHaveLength(1)
    await closed
    endLeftGroups('earlier/')
    expect(groupsLeft()).toEqual([])
  })
})

/** Remaining control groups of this process. */
function groupsLeft(): string[] {
  const base = findBase()
  if ('why' in base) throw new Error(base.why)
  onTestFinished(() => {
    for (const name of ofThisProcess(base.folder)) {
      if (existsSync(join(base.folder, name))) rmdirSync(join(base.folder, name))
    }
  })
  return ofThisProcess(base.folder)
}

const ofThisProcess = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('switchyard-') && name.includes(`-${process.pid}-`))
