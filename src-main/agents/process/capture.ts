import { findFile } from './find-program.ts'

/** A tool of the system that does one short thing for us, without a shell and in an environment that is ours. */
export interface Tool {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** All of it. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | undefined
  readonly timeoutMs: number
  /** As much of its output is kept. */
  readonly maxBytes: number
}

export type Captured =
  | {
      readonly type: 'exited'
      readonly code: number
      readonly stdout: Buffer
      /** Bytes of the output, kept or not. */
      readonly total: number
      readonly stderr: string
    }
  | { readonly type: 'timed_out' }
  | { readonly type: 'not_started'; readonly code: string }

const maxErrorChars = 4000

/** Runs a tool to its end. Output above `maxBytes` is counted and dropped. */
export async function capture(tool: Tool): Promise<Captured> {
  // Loaded by the first tool: a start of the app is not to read it.
  const { execa } = await import('execa')
  const found = await findFile(tool.file, tool.env)
  if ('code' in found) return { type: 'not_started', code: found.code }
  const child = execa(found.file, [...tool.args], {
    cwd: tool.cwd,
    env: { ...tool.env },
    extendEnv: false,
    ...(tool.input === undefined ? { stdin: 'ignore' as const } : { input: tool.input }),
    buffer: false,
    reject: false,
    timeout: tool.timeoutMs,
    killDescendants: true,
  })
  const kept: Buffer[] = []
  let [room, total, stderr] = [tool.maxBytes, 0, '']
  child.stdout.on('data', (bytes: Buffer) => {
    total += bytes.length
    if (room > 0) kept.push(bytes.subarray(0, room))
    room = Math.max(0, room - bytes.length)
  })
  child.stderr.on('data', (bytes: Buffer) => {
    if (stderr.length < maxErrorChars) stderr += bytes.toString('utf8')
  })
  const { exitCode, timedOut, code } = await child
  if (timedOut) return { type: 'timed_out' }
  if (exitCode === undefined && child.pid === undefined)
    return { type: 'not_started', code: code ?? 'unknown' }
  return { type: 'exited', code: exitCode ?? -1, stdout: Buffer.concat(kept), total, stderr }
}
