import type { PlanDocument } from '#shared/model/plan.ts'
import { type Priority, priorities, type TaskDefinition } from '#shared/model/task-definition.ts'
import { words as catalogue } from '#shared/words/words.ts'
import type { ChangeStep, ReadChange } from './change-step.ts'
import { listAdditions } from './list-additions.ts'
import { createNames, type NameTask } from './name-task.ts'
import { listNamedIn, listRequests } from './sentences.ts'

const text = catalogue.planChanges

/** Result of one sentence: steps, or an open question as text. Null: the sentence has no known form. */
type Reading = readonly ChangeStep[] | string | null

interface Reader {
  readonly document: PlanDocument
  readonly name: NameTask
  /** Tasks that the words name, or a question if they are unknown or ambiguous. */
  readonly meant: (words: string) => readonly TaskDefinition[] | string
}

/**
 * Parses a change to a plan from text, without a model. Known forms of sentences refer to tasks of the plan. Any other
 * sentence becomes an addition planned by templates, or else an open question.
 */
export function readChange(document: PlanDocument, change: string): ReadChange {
  const reader = readerOf(document)
  const steps: ChangeStep[] = []
  const openQuestions: string[] = []
  const left: string[] = []
  for (const request of listRequests(change)) {
    const reading = readRequest(reader, request)
    if (reading === null) left.push(request)
    else if (typeof reading === 'string') openQuestions.push(reading)
    else steps.push(...reading)
  }
  const added = listAdditions(document, left, reader.name)
  return { steps: [...steps, ...added.steps], openQuestions: [...openQuestions, ...added.openQuestions] }
}

function readerOf(document: PlanDocument): Reader {
  const name = createNames(document.tasks)
  const meant = (words: string) => {
    const whole = name(words)
    if (whole.kind === 'one') return [whole.task]
    const tasks: TaskDefinition[] = []
    for (const part of whole.kind === 'many' ? [words] : listNamedIn(words)) {
      const named = name(part)
      if (named.kind === 'none') return text.unknownTask(unquoted(part))
      if (named.kind === 'many') return whichOf(part, named.tasks)
      tasks.push(named.task)
    }
    return tasks
  }
  return { document, name, meant }
}

const unquoted = (words: string): string => words.replaceAll(/["“”«»]/g, '').trim()

const maxNamed = 4

const whichOf = (words: string, tasks: readonly TaskDefinition[]): string => {
  const named = tasks.slice(0, maxNamed).map(({ key, title }) => text.taskName(title, key))
  return text.ambiguousTask(unquoted(words), named, tasks.length - named.length)
}

interface Form {
  readonly pattern: RegExp
  readonly read: (reader: Reader, parts: Readonly<Record<string, string>>) => Reading
}

const eachOf = (
  { meant }: Reader,
  words: string,
  stepOf: (task: TaskDefinition) => ChangeStep | readonly ChangeStep[],
): Reading => {
  const tasks = meant(words)
  return typeof tasks === 'string' ? tasks : tasks.flatMap(stepOf)
}

/**
 * Makes `to` depend on each of `from` (`add`), no longer depend on them (`drop`), or depend on nothing else (`only`).
 */
function link(reader: Reader, from: string, to: string, way: 'add' | 'drop' | 'only'): Reading {
  const first = reader.meant(from)
  if (typeof first === 'string') return first
  const keys = first.map(({ key }) => key)
  return eachOf(reader, to, ({ key, dependsOn }) => ({
    type: 'dependencies',
    task: key,
    drop: way === 'add' ? [] : way === 'only' ? dependsOn.filter((each) => !keys.includes(each)) : keys,
    add: way === 'drop' ? [] : keys.filter((each) => !dependsOn.includes(each)),
  }))
}

function setPriority(reader: Reader, words: string, said: string): Reading {
  const word = said.toLowerCase()
  const priority: Priority | undefined =
    word === 'urgent' ? 'critical' : word === 'normal' ? 'medium' : priorities.find((each) => each === word)
  if (priority === undefined) return null
  return eachOf(reader, words, ({ key }) => ({ type: 'set', task: key, to: { priority } }))
}

const tokenOf = (word: string): string =>
  unquoted(word)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')

const setSkills = (reader: Reader, words: string, said: string, way: 'add' | 'drop'): Reading =>
  eachOf(reader, words, ({ key }) => {
    const skills = listNamedIn(said).map(tokenOf)
    return {
      type: 'skills',
      task: key,
      drop: way === 'drop' ? skills : [],
      add: way === 'add' ? skills : [],
    }
  })

const setGate = (reader: Reader, words: string, isAsked: boolean): Reading =>
  eachOf(reader, words, ({ key, gate }) => [
    { type: 'set', task: key, to: { requiresApproval: isAsked } },
    ...(!isAsked && gate !== undefined ? [{ type: 'clear', task: key, setting: 'gate' } as const] : []),
  ])

function runBeside(reader: Reader, words: string): Reading {
  const tasks = reader.meant(words)
  if (typeof tasks === 'string') return tasks
  const keys = new Set(tasks.map(({ key }) => key))
  return tasks.flatMap(({ key, dependsOn }): ChangeStep[] => {
    const drop = dependsOn.filter((each) => keys.has(each))
    return drop.length === 0 ? [] : [{ type: 'dependencies', task: key, drop, add: [] }]
  })
}

const waits =
  '(?:waits?|has to wait|must wait|should wait) for|depends? on|follows?|(?:comes?|runs?|starts?|goes) after'
const levels = '(?<level>critical|urgent|high|medium|normal|low)'

/** The first matching form wins, so more specific forms come first. */
const forms: readonly Form[] = [
  {
    pattern: /^(?:remove|drop|take) (?:the )?skills? (?<skills>.+) (?:from|of) (?<tasks>.+)$/i,
    read: (reader, { tasks = '', skills = '' }) => setSkills(reader, tasks, skills, 'drop'),
  },
  {
    pattern: /^(?<tasks>.+?) no longer (?:needs?|requires?) (?:the )?skills? (?<skills>.+)$/i,
    read: (reader, { tasks = '', skills = '' }) => setSkills(reader, tasks, skills, 'drop'),
  },
  {
    pattern:
      /^(?:remove|drop|delete) (?:the )?(?:approval|gate|question)s? (?:from|of|before|on|for) (?<tasks>.+)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, false),
  },
  {
    pattern: /^(?<tasks>.+?) (?:needs?|requires?) no (?:approval|gate)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, false),
  },
  {
    pattern: /^(?:do not|don't|never) ask (?:me |anybody |anyone )?before (?<tasks>.+)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, false),
  },
  {
    pattern:
      /^(?:remove|drop|delete) (?:the )?(?:link|dependency|dependencies) (?:of|from) (?<to>.+) (?:on|to|for) (?<from>.+)$/i,
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'drop'),
  },
  {
    pattern: /^unlink (?<to>.+) from (?<from>.+)$/i,
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'drop'),
  },
  {
    pattern:
      /^(?:make |let )?(?<to>.+?) (?:(?:should |must |does |need |needs )?(?:no longer|not|n't) (?:to )?|(?:doesn't|shouldn't|needn't) (?:need to )?)(?:waits?(?: for)?|depends? on|need to wait for) (?:for )?(?<from>.+)$/i,
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'drop'),
  },
  {
    pattern: /^(?:remove|delete|drop|take out|get rid of|leave out) (?<tasks>.+)$/i,
    read: (reader, { tasks = '' }) => eachOf(reader, tasks, ({ key }) => ({ type: 'remove', task: key })),
  },
  {
    pattern: /^(?:make |let |run |do )?(?<tasks>.+) (?:run )?(?:in parallel|side by side|at the same time)$/i,
    read: (reader, { tasks = '' }) => runBeside(reader, tasks),
  },
  {
    pattern: /^rename (?<task>.+?) (?:to|as|into) (?<title>.+)$/i,
    read: (reader, { task = '', title = '' }) =>
      eachOf(reader, task, ({ key }) => ({ type: 'set', task: key, to: { title: unquoted(title) } })),
  },
  {
    pattern: /^(?:add|give) (?:the )?skills? (?<skills>.+) to (?<tasks>.+)$/i,
    read: (reader, { tasks = '', skills = '' }) => setSkills(reader, tasks, skills, 'add'),
  },
  {
    pattern: /^(?<tasks>.+?) (?:also )?(?:needs?|requires?) (?:the )?skills? (?<skills>.+)$/i,
    read: (reader, { tasks = '', skills = '' }) => setSkills(reader, tasks, skills, 'add'),
  },
  {
    pattern: /^ask (?:me |us |a person |somebody |someone |for approval )?(?:first )?before (?<tasks>.+)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, true),
  },
  {
    pattern:
      /^(?:(?:add|put|insert) )?(?:require )?(?:an? )?(?:approval|gate) (?:before|for|to|on) (?<tasks>.+)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, true),
  },
  {
    pattern: /^(?<tasks>.+?) (?:needs?|requires?|must have|should have) (?:my |an? )?(?:approval|gate)$/i,
    read: (reader, { tasks = '' }) => setGate(reader, tasks, true),
  },
  {
    pattern: new RegExp(
      `^(?:set |change )?(?:the )?priority of (?<tasks>.+?) (?:to|is|should be) ${levels}$`,
      'i',
    ),
    read: (reader, { tasks = '', level = '' }) => setPriority(reader, tasks, level),
  },
  {
    pattern: new RegExp(`^give (?<tasks>.+?) (?:an? )?${levels} priority$`, 'i'),
    read: (reader, { tasks = '', level = '' }) => setPriority(reader, tasks, level),
  },
  {
    pattern: new RegExp(
      `^(?:make |set |mark )?(?<tasks>.+?)(?: is| are| should be| as| to)? ${levels}(?: priority)?$`,
      'i',
    ),
    read: (reader, { tasks = '', level = '' }) => setPriority(reader, tasks, level),
  },
  {
    pattern:
      /^(?:make |let )?(?<to>.+?) (?:waits? only for|depends? only on|only waits? for|only depends? on) (?<from>.+)$/i,
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'only'),
  },
  {
    pattern: new RegExp(`^(?:make |let |have )?(?<to>.+?) (?:${waits}) (?<from>.+)$`, 'i'),
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'add'),
  },
  {
    pattern: /^(?:do|run|move|put|start) (?<to>.+?) (?<way>after|before) (?<from>.+)$/i,
    read: (reader, { from = '', to = '', way }) =>
      way === 'after' ? link(reader, from, to, 'add') : link(reader, to, from, 'add'),
  },
  {
    pattern:
      /^(?<from>.+?) (?:comes?|runs?|goes|should come|must come|should run|must run) before (?<to>.+)$/i,
    read: (reader, { from = '', to = '' }) => link(reader, from, to, 'add'),
  },
]

function readRequest(reader: Reader, request: string): Reading {
  for (const { pattern, read } of forms) {
    const groups = pattern.exec(request)?.groups
    if (groups === undefined) continue
    const reading = read(reader, groups)
    if (reading !== null) return reading
  }
  return null
}
