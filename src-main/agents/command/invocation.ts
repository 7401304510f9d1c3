import { type CommandConfig, fillArguments } from '#shared/model/agents/command-agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { fenced, fenceRule } from '../fenced.ts'
import { environmentOf, type ProgramOptions } from '../process/environment.ts'
import type { Program } from '../process/run-program.ts'

export interface Places {
  readonly workspace: string
  readonly home: string
  /** Null without a project. */
  readonly project: string | null
  readonly cwd: string
  readonly marker: string
  readonly readVariables: ProgramOptions['readVariables']
}

/** The command, arguments and environment for one attempt. */
export function programOf(
  config: CommandConfig,
  context: AttemptContext,
  { workspace, home, project, cwd, marker, readVariables }: Places,
): Result<Program, Refusal> {
  const [file, ...parts] = config.command
  const { title, description, attemptId } = context
  const values = { 'task.title': title, 'task.description': description, workspace, attemptId }
  const args = fillArguments(parts, values)
  if (args.some((each) => each.includes('\0'))) {
    return err(refusal('E_TEXT', 'nul_in_task_text'))
  }
  const env = environmentOf({
    ...{ home, readVariables, projectFolder: project },
    ...{ passEnv: config.passEnv, env: config.env },
  })
  const input = inputOf(config, { ...context, projectFolder: project }, workspace)
  return ok({ file, args, cwd, env, marker, input })
}

function inputOf({ input }: CommandConfig, context: AttemptContext, workspace: string): string | null {
  switch (input) {
    case 'json':
      return `${JSON.stringify(documentOf(context, workspace))}\n`
    case 'text':
      return textOf(context)
    case 'none':
      return null
  }
}

function documentOf(context: AttemptContext, workspace: string) {
  const { runId, attemptId, attemptNumber, idempotencyKey, taskKey, isResumed } = context
  const { title, description, requiredSkills, answers, lastFailure, projectId, projectFolder } = context
  return {
    task: { key: taskKey, title, description, requiredSkills },
    runId,
    attemptId,
    attemptNumber,
    idempotencyKey,
    isResumed,
    dependencies: context.dependencies.map(({ key, title, status, result }) => ({
      key,
      title,
      status,
      result,
    })),
    answers,
    lastFailure,
    projectId,
    projectFolder,
    workspace,
  }
}

/**
 * The task as text, and then the results of its dependencies in fences. The program can be any command, so the task has
 * no further rules.
 */
function textOf({ title, description, dependencies, answers, lastFailure }: AttemptContext): string {
  const results = dependencies.flatMap(({ title, result }) =>
    result === null ? [] : [fenced(`Result of “${title}”`, result.text)],
  )
  const said = answers.map(({ question, text, values }) =>
    fenced(`Answer to “${question}”`, text ?? JSON.stringify(values)),
  )
  const before = lastFailure === null ? [] : [fenced('Why the last attempt failed', lastFailure.message)]
  const material = [...results, ...said, ...before]
  const parts = [title, description, ...(material.length === 0 ? [] : [fenceRule, ...material])]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
