import type { Decision } from '#shared/model/decisions/decision.ts'
import { clip } from '#shared/text/clip.ts'
import { noFields } from '../no-fields.ts'

interface NextTask {
  readonly type: string
  readonly description: string
  readonly files: readonly string[]
  readonly information: string
}

/** Maximum characters of the context that a decision passes on. */
export const maxInformation = 4000

export const create = (reasoning: string, { type, description, files, information }: NextTask): Decision => ({
  ...noFields,
  action: 'create_task',
  reasoning,
  next_agent_type: type,
  task_description: description,
  context_to_pass: {
    files_to_reference: [...new Set(files)],
    key_information: information.slice(0, maxInformation),
  },
  urgency: 'normal',
})

interface Question {
  readonly question: string
  readonly recommended: string
  /** Stored with the question, to match the answer later. */
  readonly about?: string
}

const aboutMark = 'About: '

export const escalate = (reasoning: string, { question, recommended, about = '' }: Question): Decision => ({
  ...noFields,
  action: 'escalate_to_human',
  reasoning,
  question: `${question}${about === '' || question.includes(about) ? '' : `\n\n${aboutMark}${about.slice(0, 1000)}`}`,
  recommended_answer: recommended,
  urgency: 'high',
})

/** Matches the complete text only: a question about "API guide" is not about "API". */
export const isAbout = (question: string, text: string): boolean =>
  question.includes(`"${text}"`) || question.split('\n').includes(`${aboutMark}${text}`)

export const wait = (reasoning: string): Decision => ({
  ...noFields,
  action: 'wait_for_more_tasks',
  reasoning,
})
export const complete = (reasoning: string): Decision => ({
  ...noFields,
  action: 'project_complete',
  reasoning,
})

const maxQuoted = 300
/** Shortens an external text for a question or a reason. */
export const excerpt = (text: string): string => clip(text, maxQuoted)
