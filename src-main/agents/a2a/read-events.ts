import type { Artifact } from '#shared/model/artifact.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { RemoteFault } from './fault.ts'
import type { RemoteFile, RemoteStatus, RemoteTask, Update } from './protocol.ts'
import type { Memo } from './resume.ts'

export type End = Extract<AttemptSignal, { type: 'result' | 'failure' | 'question' }>

export interface HearingOptions {
  readonly contextId: string
  /** The id of the task that the attempt continues. */
  readonly taskId: string | null
  /** The stamp of an answered question. The agent may repeat the question. */
  readonly answered: string | null
  readonly maxBytes: number
  readonly agentId: string
  readonly attempt: number
}

/** Characters of agent output that go to the log. Further output only resets the no-output timeout. */
const logLimit = 131_072
const longestLine = 16_384
const longestQuestion = 10_000
const longestReason = 10_000

export function createHearing(options: HearingOptions) {
  const { contextId, maxBytes, agentId, attempt } = options
  const files = createFiles(maxBytes)
  let { taskId } = options
  let isAtRest = false
  let logRoom = logLimit
  let lastStamp = ''

  function requireOurs(of: { readonly taskId: string; readonly contextId: string }): string {
    if (of.contextId !== contextId) throw foreign('context', of.contextId, contextId)
    if (of.taskId === '' || (taskId !== null && of.taskId !== taskId)) {
      throw foreign('task', of.taskId, taskId)
    }
    taskId = of.taskId
    return taskId
  }

  function takeTask(task: RemoteTask): AttemptSignal[] {
    requireOurs({ taskId: task.id, contextId: task.contextId })
    for (const file of task.files) files.take(file, false)
    return judge(task.status)
  }

  function judge(status: RemoteStatus): AttemptSignal[] {
    const { state, text, stamp } = status
    switch (state) {
      case 'completed':
        return end({ type: 'result', result: resultOf(text) })
      case 'failed':
        return end(failed('agent_error', words.agentFailures.remoteFailed, text))
      case 'canceled':
        return end(failed('agent_error', words.agentFailures.remoteCancelled, text))
      case 'rejected':
        return end(failed('refused', words.agentFailures.remoteRejected, text))
      case 'auth_required':
        return [signInNeeded(text)]
      case 'input_required':
        return stamp === options.answered ? [{ type: 'alive' }] : end(questionOf(status))
      default:
        return lineOf(status)
    }
  }

  function end(signal: End): AttemptSignal[] {
    isAtRest = true
    return [signal]
  }

  function questionOf({ text, stamp }: RemoteStatus): End {
    const memo: Memo = { agentId, taskId: taskId ?? '', contextId, attempt, stamp }
    const asked = text.slice(0, longestQuestion) || words.agentFailures.remoteEmptyQuestion
    return { type: 'question', question: { text: asked, memo } }
  }

  function resultOf(said: string) {
    const artifacts = files.list()
    const whole = said || artifacts.map(({ text }) => text).join('\n\n')
    const size = Buffer.byteLength(whole)
    const text = fittingOf(whole, size, maxBytes)
    const bytesLeftOut = files.bytesLeftOut + (said === '' ? 0 : size - Buffer.byteLength(text))
    const data = {
      ...(taskId !== null && { remoteTaskId: taskId }),
      ...(artifacts.length > 0 && { artifacts: artifacts.map((each) => ({ ...each })) }),
      ...(bytesLeftOut > 0 && { bytesLeftOut }),
    }
    return { text, data }
  }

  /** Polled statuses repeat; each status is logged once. */
  function lineOf({ text, stamp }: RemoteStatus): AttemptSignal[] {
    const line = text.slice(0, longestLine)
    if (line === '' || stamp === lastStamp || logRoom < line.length) return [{ type: 'alive' }]
    lastStamp = stamp
    logRoom -= line.length
    return [{ type: 'log', level: 'info', text: line }]
  }

  return {
    /**
     * The signals of an update; the last signal may end the attempt. Throws `RemoteFault` for an update of another
     * attempt.
     */
    hear(update: Update): AttemptSignal[] {
      switch (update.type) {
        case 'task':
          return takeTask(update.task)
        case 'status':
          requireOurs(update)
          return judge(update.status)
        case 'file':
          requireOurs(update)
          files.take(update.file, update.isMore)
          return [{ type: 'alive' }]
        case 'reply':
          // A direct answer may omit the context id.
          if (update.contextId !== '' && update.contextId !== contextId) {
            throw foreign('context', update.contextId, contextId)
          }
          return end({ type: 'result', result: resultOf(update.text) })
      }
    },
    /** Null before the first update. */
    get taskId(): string | null {
      return taskId
    },
    /** True when the agent has stopped working on the task or waits for a person. */
    get isAtRest(): boolean {
      return isAtRest
    },
  }
}
export type Hearing = ReturnType<typeof createHearing>

const failed = (reason: 'agent_error' | 'refused', what: string, text: string): End => ({
  type: 'failure',
  failure: { reason, message: words.agentFailures.remoteEnd(what, text.slice(0, longestReason)) },
})

function signInNeeded(text: string): End {
  const { remoteEnd, remoteNeedsSignIn, withHint, addCredentials } = words.agentFailures
  const message = withHint(remoteEnd(remoteNeedsSignIn, text.slice(0, longestReason)), addCredentials)
  return { type: 'failure', failure: { reason: 'bad_input', message } }
}

function foreign(what: 'task' | 'context', got: string, ours: string | null): RemoteFault {
  const name = (id: string) => JSON.stringify(id.slice(0, 200))
  const expected = ours === null ? null : name(ours)
  return new RemoteFault('bad_output', words.agentFailures.remoteOther(what, name(got), expected))
}

const maxFiles = 50
const longestName = 300

/** The files of a remote agent, up to `maxBytes`. File names are never used as paths. */
function createFiles(maxBytes: number) {
  const kept = new Map<string, ReturnType<typeof emptyFile>>()
  let room = maxBytes
  let homeless = 0
  return {
    /** `isMore`: appends to the file with the same id. */
    take({ id, name, mediaType, text }: RemoteFile, isMore: boolean): void {
      const size = Buffer.byteLength(text)
      let file = kept.get(id)
      if (file === undefined || !isMore) {
        room += file?.bytes ?? 0
        if (file === undefined && kept.size >= maxFiles) {
          homeless += size
          return
        }
        const named = name.slice(0, longestName) || `file-${kept.size + 1}`
        file = emptyFile(named, mediaType.slice(0, 200))
        kept.set(id, file)
      }
      const fitting = file.bytesLeftOut > 0 ? '' : fittingOf(text, size, room)
      const bytes = Buffer.byteLength(fitting)
      if (bytes > 0) file.chunks.push(fitting)
      file.bytes += bytes
      file.bytesLeftOut += size - bytes
      room -= bytes
    },
    list: (): Artifact[] =>
      [...kept.values()].map(({ name, mediaType, chunks }) => ({ name, text: chunks.join(''), mediaType })),
    /** Bytes that exceeded the limit. */
    get bytesLeftOut(): number {
      let sum = homeless
      for (const { bytesLeftOut } of kept.values()) sum += bytesLeftOut
      return sum
    },
  }
}

const emptyFile = (name: string, mediaType: string) => {
  const chunks: string[] = []
  return { name, mediaType, chunks, bytes: 0, bytesLeftOut: 0 }
}

/** The longest beginning that fits, cut between characters. */
function fittingOf(text: string, size: number, room: number): string {
  if (size <= room) return text
  const bytes = Buffer.from(text).subarray(0, Math.max(0, room))
  return new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '')
}
