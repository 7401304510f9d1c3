import type { CommandConfig } from '#shared/model/agents/command-agent.ts'
import type { FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptSignal } from '../../engine/ports.ts'
import { failureOfStart } from '../process/not-started.ts'
import type { Ending } from '../process/run-program.ts'
import type { Heard } from './read-output.ts'

type End = Extract<AttemptSignal, { type: 'result' | 'failure' | 'question' }>

export interface Ended {
  readonly ending: Ending
  readonly heard: Heard
  /** The program was stopped by its timeout. */
  readonly isLate: boolean
  /** The exceeded resource limit; null if there is none. */
  readonly excess: string | null
}

/** The end of an attempt, from the program's exit and output. */
export function outcomeOf(config: CommandConfig, { ending, heard, isLate, excess }: Ended): End {
  if (ending.type === 'not_started') {
    return { type: 'failure', failure: failureOfStart(config.command[0], ending) }
  }
  if (heard.fault !== null) return failed('bad_output', heard.fault)
  if (heard.question !== null) {
    const { type: _, ...question } = heard.question
    return { type: 'question', question }
  }
  if (excess !== null) return failed('over_limit', excess, heard)
  if (isLate) return failed('wall_timeout', words.failures.totalTimeout(config.timeoutMs), heard)
  if (ending.type === 'killed') return failed('agent_error', words.agentFailures.killed(ending.signal), heard)
  if (!config.successCodes.includes(ending.code)) {
    return failed('agent_error', words.agentFailures.exited(ending.code), heard)
  }
  return { type: 'result', result: resultOf(heard, ending.code) }
}

function resultOf({ stdout, result, artifacts }: Heard, exitCode: number) {
  const data = {
    exitCode,
    ...(stdout.leftOut > 0 && { bytesLeftOut: stdout.leftOut }),
    ...(result !== null && result.data !== null && { output: result.data }),
    ...(artifacts.length > 0 && { artifacts: artifacts.map((each) => ({ ...each })) }),
  }
  return { text: result?.text ?? stdout.text(), data }
}

function failed(reason: FailureReason, message: string, heard?: Heard): End {
  const said = heard === undefined ? [] : [endOf(heard.stdout.text()), heard.stderr.text()]
  const lines = [message, ...said.map((text) => text.trim()).filter((text) => text !== '')]
  return { type: 'failure', failure: { reason, message: lines.join('\n') } }
}

const longestEnd = 4096

/** The end of stdout, where test runners report failures. */
function endOf(text: string): string {
  if (text.length <= longestEnd) return text
  const end = text.slice(-longestEnd)
  return end.slice(end.indexOf('\n') + 1)
}
