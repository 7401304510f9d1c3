import { words } from '#shared/words/words.ts'
import { type Fields, isFields } from '../../planning/importers/fields.ts'
import { quote, type Warnings } from '../../planning/importers/warnings.ts'
import { type AgentDraft, type Facts, limits, type RosterFile, type RosterReader } from './draft.ts'
import { keptLine, keptText, textOf, wordsOf } from './text.ts'

const texts = words.rosterTexts

/**
 * CrewAI's `config/agents.yaml`. Its `tasks.yaml` is recognized but not imported, because tasks belong to a plan.
 * https://docs.crewai.com/concepts/agents
 */
export const crewAi: RosterReader = {
  format: 'crewai',
  title: texts.formats.crewAi,
  detect: (file) => isYaml(file) && (recordsOf(file).some(isAgent) || isTaskList(file)),
  read: (file, warnings) => {
    if (isTaskList(file)) {
      noteTasks(file, warnings)
      return []
    }
    return Object.entries(fieldsOf(file)).flatMap(([key, record]) =>
      readAgent(file, { key, record }, warnings),
    )
  },
}

const isYaml = ({ path }: RosterFile): boolean => /\.ya?ml$/i.test(path)

function fieldsOf(file: RosterFile): Fields {
  const parsed = file.yaml()
  return parsed.ok && isFields(parsed.value) ? parsed.value : {}
}

const recordsOf = (file: RosterFile): Fields[] => Object.values(fieldsOf(file)).filter(isFields)

const isAgent = (record: Fields): boolean =>
  Object.hasOwn(record, 'role') && (Object.hasOwn(record, 'goal') || Object.hasOwn(record, 'backstory'))

/** Checks every record, so that no other file is mistaken for a task list. */
function isTaskList(file: RosterFile): boolean {
  const records = recordsOf(file)
  return records.length > 0 && records.every(isTask)
}

const isTask = (record: Fields): boolean =>
  Object.hasOwn(record, 'description') && Object.hasOwn(record, 'expected_output')

function noteTasks(file: RosterFile, warnings: Warnings): void {
  const records = recordsOf(file)
  const edges = records.reduce((sum, { context }) => sum + (Array.isArray(context) ? context.length : 0), 0)
  warnings.add('tasks_not_imported', file.path, texts.crewAi.tasksNotImported(records.length, edges))
}

const known: ReadonlySet<string> = new Set(
  'role goal backstory llm tools max_iter allow_delegation verbose'.split(' '),
)

function readAgent(
  { path }: RosterFile,
  { key, record }: { readonly key: string; readonly record: unknown },
  warnings: Warnings,
): AgentDraft[] {
  const name = keptLine(key, limits.name) || 'agent'
  const where = `${path}: ${name}`
  if (!isFields(record) || !isAgent(record)) {
    warnings.add('not_an_agent', where, texts.crewAi.notAnAgent)
    return []
  }
  const role = keptLine(textOf(record.role) ?? '', limits.line)
  const goal = keptText(textOf(record.goal) ?? '', limits.mission)
  noteFields(record, where, warnings)
  return [
    {
      format: 'crewai',
      path,
      where,
      name,
      description: keptText([role, goal].filter((text) => text !== '').join(': '), limits.description),
      ...(role !== '' && { role }),
      ...(goal !== '' && { mission: goal }),
      facts: readFacts(record, where, warnings),
      hints: [
        { kind: 'words', where: 'role', text: role },
        { kind: 'words', where: 'goal', text: goal },
        { kind: 'words', where: 'name', text: name },
      ],
    },
  ]
}

function readFacts(record: Fields, where: string, warnings: Warnings): Facts {
  const { llm, tools, max_iter: maxTurns, allow_delegation: mayDelegate } = record
  const backstory = (textOf(record.backstory) ?? '').trim()
  if (backstory.length > limits.instructions) {
    const message = texts.crewAi.backstoryCut(backstory.length, limits.instructions)
    warnings.add('instructions_cut', where, message)
  }
  const model = keptLine(textOf(isFields(llm) ? llm.model : llm) ?? '', limits.line)
  const names = wordsOf(tools)
  return {
    tools: names.slice(0, limits.tools).map((tool) => keptLine(tool, limits.line)),
    ...(model !== '' && { model }),
    ...(typeof maxTurns === 'number' && { maxTurns }),
    ...(typeof mayDelegate === 'boolean' && { mayDelegate }),
    instructions: keptText(backstory, limits.instructions),
    instructionsLength: backstory.length,
  }
}

function noteFields(record: Fields, where: string, warnings: Warnings): void {
  const written = [record.role, record.goal, record.backstory].map((text) => textOf(text) ?? '')
  const places = written.flatMap((text) => text.slice(0, limits.instructions).match(/\{\w{1,60}\}/g) ?? [])
  if (places.length > 0) {
    const names = [...new Set(places)].slice(0, 5).map(quote).join(', ')
    warnings.add('open_places', where, texts.crewAi.openPlaces(names))
  }
  const strange = Object.keys(record).filter((field) => !known.has(field))
  if (strange.length === 0) return
  const names = strange.slice(0, 10).map(quote).join(', ')
  warnings.add('unknown_field', where, texts.unknownFields(names))
}
