import { findFile } from './find-program.ts'

/** Short-lived system tool. Runs without a shell, in a controlled environment. */
export interface Tool {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Complete environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: string | undefined
  readonly timeoutMs: number
  /** Maximum bytes of output that are stored. */
  readonly maxBytes: number
}

export type Captured =
  | {
      readonly type: 'exited'
      readonly code: number
      readonly stdout: Buffer
      /** Bytes of output, stored or dropped. */
      readonly total: number
      readonly stderr: string
    }
  | { readonly type: 'timed_out' }
  | { readonly type: 'not_started'; readonly code: string }

const maxErrorChars = 4000

/** Runs a tool to its end. Output above `maxBytes` is counted and dropped. */
export async function capture(tool: Tool): Promise<Captured> {
  // Loaded on first use, to keep the app's startup fast.
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
