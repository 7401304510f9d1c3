import type { AttemptContext } from '../../engine/ports.ts'
import { fenced, fenceRule } from '../fenced.ts'
import { describeOmitted, type GivenFiles, givenFiles } from '../given-files.ts'

const maxResult = 20_000
/** Limit for the files of earlier tasks, in bytes. Agents in the same workspace also find them on disk. */
const maxFiles = 100_000

const rules = [
  'Do the task above and nothing else.',
  'Work only in the current folder. Give paths relative to it.',
  'If a detail is missing, choose the simplest option that fits the task and name the choice in your answer.',
  'Never claim that something was done, run or tested if it was not.',
]
const retryRule =
  'An earlier attempt did not finish. Check the folder first, keep the finished work, and continue.'

const answerFormat = `Use the form that the task asks for. Otherwise, answer in a few sentences: changes, checks with their results, open points. For example:

I fixed sum() in src/sum.js, which subtracted. \`npm test\` passes with 12 tests. No open points.`

/** The prompt for a coding agent: the task, the rules, and then the results of its dependencies in fences. */
export function promptOf(context: AttemptContext): string {
  const { title, description, requiredSkills, attemptNumber } = context
  const given = givenFiles(context, { all: maxFiles, each: maxResult })
  const material = materialOf(context, given)
  const skills = requiredSkills.length === 0 ? '' : `Skills for this task: ${requiredSkills.join(', ')}.`
  const allRules = attemptNumber > 1 ? [...rules, retryRule] : rules
  return joined([
    joined(['# Task', title, description, skills]),
    joined(['# Rules', allRules.map((rule) => `- ${rule}`).join('\n')]),
    joined(['# Answer', answerFormat]),
    material.length === 0 ? '' : joined(['# Material', fenceRule, ...material]),
  ])
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n')

function materialOf({ dependencies, answers, lastFailure }: AttemptContext, given: GivenFiles): string[] {
  const results = dependencies.flatMap(({ title, result }) =>
    result === null || result.text === '' ? [] : [fenced(`Result of “${title}”`, result.text, maxResult)],
  )
  // Permission answers expire with their request. Other answers stay valid.
  const said = answers
    .filter(({ isAllowed }) => isAllowed === undefined)
    .map(({ question, text, values }) =>
      fenced(`Answer to “${question.slice(0, 200)}”`, text ?? JSON.stringify(values), maxResult),
    )
  const before =
    lastFailure === null ? [] : [fenced('Why the last attempt failed', lastFailure.message, maxResult)]
  const omitted = describeOmitted(given)
  return [
    ...results,
    ...given.files.map(({ name, text }) => fenced(`File ${JSON.stringify(name)}`, text, maxResult)),
    ...(omitted === '' ? [] : [fenced('Files of earlier tasks', omitted, maxResult)]),
    ...said,
    ...before,
  ]
}
