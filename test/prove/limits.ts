import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pino from 'pino'
import { describeEnforcement, findBase, findEnforcement } from '../../src-main/agents/process/groups.ts'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { listWorkingIn } from '../support/survivors.ts'
import { readOptions, sayVersions } from './options.ts'

/**
 * `npm run prove:limits -- --megabytes N --processes N`: runs programs that exceed a limit: memory, processes, time,
 * output, an endless line, files. Each program must end with its typed failure or truncated output, and leave no
 * process. It must not disturb a well-behaved program next to it or block the API.
 * CPU time has no limit apart from the wall clock. The unlimited fork bomb runs only inside two verified system
 * limits. The outer limit is a control group around the proof, or `ulimit -u 1500` without control groups.
 * The exit code is 1 if a program fails the check.
 */
const options = readOptions({ megabytes: 500, processes: 2000 })
const proofLimit = 1500
const guard = enterGuard()
const mechanism = findEnforcement()
const isGrouped = guard !== null && mechanism.by.startsWith('cgroup')
const isBounded = isGrouped || (mechanism.by.startsWith('RLIMIT') && ownLimit() <= proofLimit)
/** A user namespace has room for 16 more processes, and includes the well-behaved program. */
const mostAllowed = isGrouped ? 64 : 64 + 16 + 1
const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-limits-'))
const megabyte = 1_048_576

interface Excess {
  readonly name: string
  readonly program: string
  readonly config?: Record<string, Json>
  /** Null: both outcomes are valid. */
  readonly wanted: { readonly status: 'done' | 'failed'; readonly reason?: string } | null
}

const excesses: readonly Excess[] = [
  {
    name: 'memory',
    program: `const all = []; setInterval(() => all.push(Buffer.alloc(${8 * megabyte}, 1)), 5)`,
    config: { maxMemoryBytes: 200 * megabyte },
    wanted: { status: 'failed', reason: 'over_limit' },
  },
  {
    name: 'processes',
    program: isBounded
      ? `
      const { spawn } = require('node:child_process')
      spawn('sh', ['-c', 'b() { b & b & wait; }; b'], { detached: true })
      setTimeout(() => {}, 30000)`
      : // With a limited number of processes, started one after another.
        `
      const { spawn } = require('node:child_process')
      const loop = 'n=0; while [ $n -lt $0 ]; do sleep 30 & n=$((n+1)); done; wait'
      spawn('sh', ['-c', loop, String(${Math.min(options.processes, 200)})], { detached: true })
      setTimeout(() => {}, 30000)`,
    config: { maxProcesses: 64 },
    // RLIMIT_NPROC reports no refusal, and the shells of the bomb exit at a refusal. The watch may find no process.
    wanted: isBounded && !isGrouped ? null : { status: 'failed', reason: 'over_limit' },
  },
  {
    name: 'time',
    program: 'for (;;) {}',
    config: { timeoutMs: 1000 },
    wanted: { status: 'failed', reason: 'wall_timeout' },
  },
  {
    name: 'output',
    program: `
      const piece = ('x'.repeat(127) + '\\n').repeat(8192)
      const write = (left) => left > 0 && process.stdout.write(piece, () => write(left - 1))
      write(${options.megabytes})`,
    wanted: { status: 'done' },
  },
  {
    name: 'endless line',
    program: `
      const piece = 'x'.repeat(${megabyte})
      const write = (left) => left > 0 && process.stdout.write(piece, () => write(left - 1))
      write(${options.megabytes})`,
    config: { output: 'jsonl' },
    wanted: { status: 'done' },
  },
  {
    name: 'files',
    program: `
      const { writeFileSync } = require('node:fs')
      for (let n = 0; n < 60; n += 1) {
        writeFileSync('f' + n, 'x')
        console.log(JSON.stringify({ type: 'artifact', name: 'f' + n, path: 'f' + n }))
      }`,
    config: { output: 'jsonl' },
    wanted: { status: 'failed', reason: 'bad_output' },
  },
]

const log = pino({ level: 'silent' })
const config = loadConfig({ appRoot, version: '0' }, { PATH: process.env.PATH, SWITCHYARD_DATA_DIR: dataDir })
const booted = await boot(config, { host: 'server', log })
if (!booted.ok) throw new Error(booted.error.message)
const { client, close } = booted.value
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
const faults: string[] = []
let most = 0
let slowestMs = 0
for (const each of excesses) await prove(each)
await close()
delay.disable()
leaveGuard()
const isEnforced = mechanism.by !== 'none'
if (isEnforced && (most === 0 || most > mostAllowed)) faults.push(`the fork bomb had ${most} processes`)
if (slowestMs > 2000) faults.push(`the API took ${slowestMs} ms to answer`)
console.log(
  `  processes: ${describeEnforcement(mechanism)}; a ${isBounded ? 'doubling fork bomb' : 'loop of 200 forks'} had ${most} at most`,
)
console.log(`  the API answered within ${slowestMs} ms beside each of them`)
const kept = sizeOf(dataDir, (path) => path.includes('.sqlite'))
rmSync(dataDir, { recursive: true, force: true })
const p99 = Math.round(delay.percentile(99) / 1e6)
if (kept > 40 * megabyte) faults.push(`${Math.round(kept / megabyte)} MB were kept`)
console.log(
  `${excesses.length} ways to take too much: ${faults.length} faults; event loop p99 ${p99} ms, ${Math.round(kept / megabyte)} MB kept of ${2 * options.megabytes} MB said. ${sayVersions()}`,
)
for (const fault of faults) console.log(`  ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0

async function prove({ name, program, config: own = {}, wanted }: Excess): Promise<void> {
  const id = name.replace(' ', '-')
  const file = join(dataDir, `${id}.cjs`)
  writeFileSync(file, program)
  const agent = (suffix: string, command: readonly string[], more: Record<string, Json>) => ({
    ...{
      id: `${id}-${suffix}`,
      name: suffix,
      kind: 'command' as const,
      skills: [`${suffix}_${id.replace('-', '_')}`],
    },
    config: { command: [...command], input: 'none', ...more },
  })
  const roster = [
    agent('greedy', [process.execPath, file], own),
    agent('modest', [process.execPath, '-e', 'console.log("fine")'], {}),
  ]
  const started = performance.now()
  const { runId } = await client.runs.start({
    request: {
      plan_id: id,
      tasks: ['greedy', 'modest'].map((task) => ({
        task_id: task,
        description: task,
        required_skills: [`${task}_${id.replace('-', '_')}`],
      })),
    },
    roster,
  })
  const [greedy, modest] = [await ended(runId, 'greedy'), await ended(runId, 'modest')]
  const took = Math.round(performance.now() - started)
  const left = listWorkingIn(dataDir)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  const { status } = greedy.task
  const failure = greedy.attempts.at(-1)?.failure
  console.log(
    `  ${name}: ${status}${failure ? `, ${failure.reason}: ${failure.message.split('\n')[0]}` : ''} (${took} ms)`,
  )
  const isWanted = wanted === null || (status === wanted.status && failure?.reason === wanted.reason)
  if (!isWanted) faults.push(`${name} ended as ${status}`)
  if (modest.task.status !== 'done')
    faults.push(`${name} disturbed its neighbour, which is ${modest.task.status}`)
  if (left.length > 0) faults.push(`${name} left ${left.length} processes`)
}

async function ended(runId: string, taskKey: string) {
  for (const until = systemClock.now() + 120_000; ; await systemClock.sleep(20)) {
    const asked = performance.now()
    const detail = await client.runs.getTask({ runId, taskKey })
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - asked))
    most = Math.max(most, isGrouped ? countInGroups() : listWorkingIn(dataDir).length)
    if (['done', 'failed', 'cancelled'].includes(detail.task.status) || systemClock.now() > until)
      return detail
  }
}

function sizeOf(folder: string, isCounted: (path: string) => boolean): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sum + sizeOf(path, isCounted)
    return isCounted(path) ? sum + statSync(path).size : sum
  }, 0)
}

/** Number of processes in the largest group of this process's programs. */
function countInGroups(): number {
  const base = findBase()
  if ('why' in base) return 0
  const names = readdirSync(base.folder).filter((name) => name.startsWith('switchyard-'))
  return names.reduce((most, name) => Math.max(most, countIn(join(base.folder, name, 'pids.current'))), 0)
}

function countIn(file: string): number {
  // The group may be gone already.
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}

/** A process limit around the proof; null: the system has no such limit, or does not keep the value. */
function enterGuard(): { readonly folder: string; readonly before: string } | null {
  const base = findBase()
  if ('why' in base) return null
  const folder = join(base.folder, `switchyard-proof-${process.pid}`)
  // The system has control groups, but this user may not create one.
  try {
    mkdirSync(folder)
  } catch {
    return null
  }
  writeFileSync(join(folder, 'pids.max'), String(proofLimit))
  writeFileSync(join(folder, 'cgroup.procs'), String(process.pid))
  const isIn = readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').includes(String(process.pid))
  const isSet = readFileSync(join(folder, 'pids.max'), 'utf8').trim() === String(proofLimit)
  return isIn && isSet ? { folder, before: base.folder } : null
}

/** Process limit of this user. Root is not limited. */
function ownLimit(): number {
  const line = /^Max processes +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
  return Number(line?.[1] ?? Infinity)
}

function leaveGuard(): void {
  if (guard === null) return
  writeFileSync(join(guard.before, 'cgroup.procs'), String(process.pid))
  // The group of a program that is still ending keeps the folder.
  if (existsSync(guard.folder)) rmdirSync(guard.folder)
}
