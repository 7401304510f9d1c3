import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

const root = join(import.meta.dirname, '../../..')

/** `switchyard serve` in its own process. Keeps its log lines. */
export async function serveForFuzz(dataDir: string) {
  const entry = join(root, 'src-main/hosts/cli/switchyard.mjs')
  const child = spawn(process.execPath, [entry, 'serve', '--port', '0'], {
    env: { ...process.env, SWITCHYARD_DATA_DIR: dataDir, SWITCHYARD_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  const lines: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    lines.push(
      ...chunk
        .toString()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    )
    lines.splice(0, Math.max(0, lines.length - 1000))
  })
  const base = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code}: ${said}${lines.join('\n')}`)),
    )
  })
  return {
    dataDir,
    base,
    token: readFileSync(join(dataDir, 'token'), 'utf8').trim(),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    /** Log lines of these responses. */
    logLinesOf: (answers: readonly string[]): string[] => {
      const refs = answers.flatMap((answer) => /"ref":"(\w+)"/.exec(answer)?.[1] ?? [])
      return lines.filter((line) => refs.some((ref) => line.includes(ref))).map((line) => line.slice(0, 3000))
    },
    async close() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
export type ServedForFuzz = Pick<Awaited<ReturnType<typeof serveForFuzz>>, 'base' | 'token' | 'dataDir'>

/** Planted fault: a stored preference is invalid JSON. */
export async function breakPreference({ base, token, dataDir }: ServedForFuzz): Promise<void> {
  const response = await fetch(`${base}/api/v1/preferences/width`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ value: 1 }),
  })
  if (!response.ok) throw new Error(`No preference was set: ${await response.text()}`)
  const db = new Database(join(dataDir, 'switchyard.sqlite'))
  try {
    db.prepare("UPDATE preferences SET value = '{'").run()
  } finally {
    db.close()
  }
}
