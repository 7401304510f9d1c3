import type { CommandConfig } from '#shared/model/agents/command-agent.ts'
import type { Artifact, StoredArtifact } from '#shared/model/artifact.ts'
import { words } from '#shared/words/words.ts'
import type { Blobs } from '../../base/blobs.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { type NamedFile, readArtifact } from '../artifact.ts'
import { createCappedLog, maxLogLine } from '../process/capped-log.ts'
import { createHeadTail, type HeadTail } from '../process/head-tail.ts'
import { createLineCutter, type Line } from '../process/lines.ts'
import type { OutputName } from '../process/run-program.ts'
import { type ArtifactMessage, type Message, readMessage } from './protocol.ts'

type Result = Extract<Message, { type: 'result' }>
type Question = Extract<Message, { type: 'question' }>

/** The captured output of a program. */
export interface Heard {
  readonly stdout: HeadTail
  readonly stderr: HeadTail
  readonly artifacts: readonly (Artifact | StoredArtifact)[]
  readonly result: Result | null
  readonly question: Question | null
  /** Fault of an invalid message that matters; null if there is none. */
  readonly fault: string | null
}

interface Options {
  readonly config: CommandConfig
  readonly workspace: string
  readonly blobs: Blobs | null
  readonly say: (signal: AttemptSignal) => Promise<void>
  /** Called after the final message, when the program may exit. */
  readonly onLastWord: () => void
}

const stderrSizes = { head: 0, tail: 4096 }
const maxArtifacts = 50

export function createHearing({ config, workspace, blobs, say, onLastWord }: Options) {
  const tail = Math.floor(config.maxOutputBytes / 4)
  const stdout = createHeadTail({ head: config.maxOutputBytes - tail, tail })
  const stderr = createHeadTail(stderrSizes)
  const isProtocol = config.output === 'jsonl'
  const logs = { stdout: createCappedLog('info', say), stderr: createCappedLog('warn', say) }
  const maxLine = isProtocol ? Math.max(config.maxOutputBytes, maxLogLine) : maxLogLine
  const cutters = {
    stdout: createLineCutter(maxLine),
    stderr: createLineCutter(maxLogLine),
  }
  const tooLong = words.agentFailures.lineTooLong(maxLine.toLocaleString('en'))
  const artifacts: (Artifact | StoredArtifact)[] = []
  let room = config.maxOutputBytes
  let result: Result | null = null
  let question: Question | null = null
  let fault: string | null = null

  async function hearLine(name: OutputName, line: Line): Promise<void> {
    if (name === 'stderr' || !isProtocol) return logs[name].add(line)
    if (line.leftOut > 0 && line.text.startsWith('{')) return giveUp(tooLong)
    const message = line.leftOut > 0 ? null : readMessage(line.text)
    if (message?.ok === false) return giveUp(message.error)
    if (message === null || message.value === null) {
      stdout.add(Buffer.from(`${line.text}\n`))
      return logs.stdout.add(line)
    }
    // Messages after the final one are ignored.
    if (question === null && fault === null) await take(message.value)
  }

  async function take(message: Message): Promise<void> {
    switch (message.type) {
      case 'progress':
        return say(message)
      case 'log':
        return logs.stdout.add({ text: message.text, leftOut: 0 }, message.level)
      case 'usage':
        return say({
          type: 'usage',
          spent: { amountMinor: message.amountMinor, currency: message.currency },
        })
      case 'artifact':
        return keep(message)
      case 'result':
        result = message
        return
      case 'question':
        question = message
        return onLastWord()
    }
  }

  async function keep(message: ArtifactMessage): Promise<void> {
    if (artifacts.length >= maxArtifacts) return giveUp(words.agentFailures.tooManyFiles(maxArtifacts))
    const file: NamedFile = { ...message, maxBytes: room, blobs }
    const read = await readArtifact(workspace, file)
    if (!read.ok) return giveUp(read.error)
    room -= 'text' in read.value ? Buffer.byteLength(read.value.text) : read.value.bytes
    artifacts.push(read.value)
  }

  function giveUp(why: string): void {
    fault ??= why
    onLastWord()
  }

  return {
    async hear(name: OutputName, bytes: Uint8Array): Promise<void> {
      if (name === 'stderr') stderr.add(bytes)
      else if (!isProtocol) stdout.add(bytes)
      const isPlain = name === 'stderr' || !isProtocol
      // After the log limit, lines of a flood are skipped unparsed.
      if (isPlain && logs[name].isFull) logs[name].skip(bytes)
      else for (const line of cutters[name].add(bytes)) await hearLine(name, line)
      if (isPlain && logs[name].isFull) for (const line of cutters[name].end()) logs[name].skip(bytesOf(line))
      await logs[name].sign()
    },
    /** Flushes unterminated lines and the count of omitted ones. */
    async finish(): Promise<Heard> {
      for (const name of ['stdout', 'stderr'] as const) {
        for (const line of cutters[name].end()) await hearLine(name, line)
        await logs[name].finish()
      }
      return { stdout, stderr, artifacts, result, question, fault }
    },
  }
}

const bytesOf = ({ text }: Line): Uint8Array => Buffer.from(text)
