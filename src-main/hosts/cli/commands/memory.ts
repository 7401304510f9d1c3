import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { z } from 'zod'
import { isOfSimulation, type MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { outcomeWords } from '#shared/model/runs/run-words.ts'
import { jsonCommand } from '../command.ts'
import { plain, simulationMark } from '../output.ts'
import type { Session } from '../session.ts'

export function addMemoryCommand(program: CommandUnknownOpts, session: Session): void {
  const memory = program.command('memory').description('What was kept: build logs and more')
  addRead(memory, session)
  addList(memory, session)
  addAdd(memory, session)
}

function addRead(memory: CommandUnknownOpts, session: Session): void {
  jsonCommand(memory, 'read', 'Print one entry')
    .argument('<id>', 'a memory entry, such as mem_0193…')
    .action((id, options) =>
      session(options, async ({ client, output }) => {
        const entry = await client.seed.readMemory({ memory_id: id })
        output.document(entry)
        output.line(JSON.stringify(entry, null, 2))
      }),
    )
}

function addList(memory: CommandUnknownOpts, session: Session): void {
  jsonCommand(memory, 'list', 'List entries, newest first')
    .option('--search <words>', 'only entries with these words, best match first')
    .option('--type <type>', 'only one type, such as build_log')
    .option('--run <id>', 'only what came from one run')
    .option('--project <id>', 'only what belongs to one project')
    .option('--tag <tag>', 'only what has this tag')
    .option('--limit <n>', 'how many', '20')
    .option('--offset <n>', 'of a search, how many of the best to leave out', '0')
    .action((options) =>
      session(options, async ({ client, output }) => {
        const { search: query, type, run: runId, project: projectId, tag, limit, offset } = options
        const filter = { query, type, runId, projectId, tag }
        const page = { limit: Number(limit), offset: Number(offset) }
        const entries = await client.log.listMemory({ ...page, ...filter })
        const isNarrow = Object.values(filter).some((each) => each !== undefined)
        const none = isNarrow
          ? 'Nothing like that is kept.'
          : 'Nothing is kept yet. A run leaves its build log here.'
        output.list(entries, lineOf, none)
      }),
    )
}

function addAdd(memory: CommandUnknownOpts, session: Session): void {
  jsonCommand(memory, 'add', 'Keep something')
    .argument('<text>', 'what is to be found again')
    .option('--type <type>', 'what it is', 'note')
    .option('--tag <tag>', 'a word to find it by; may be repeated', collect, [])
    .option('--project <id>', 'the project it belongs to')
    .option('--run <id>', 'the run it comes from')
    .option('--task <key>', 'the task of that run it comes from')
    .option('--by <name>', 'who says it')
    .action((content, { type, tag: tags, project, run, task, by, json }) =>
      session({ json }, async ({ client, output }) => {
        const entry = await client.memory.remember({
          ...{ content, type, tags, projectId: project ?? null, runId: run ?? null, taskKey: task ?? null },
          agentId: by,
        })
        output.document(entry)
        output.line(lineOf(entry))
      }),
    )
}

const endedSchema = z.object({ outcome: runOutcomeSchema })

/** A build log keeps the status of its start; the outcome of its run is the newer fact. */
function describeStatus({ type, status, content }: MemoryEntry): string {
  const ended = type === 'build_log' ? endedSchema.safeParse(content).data : undefined
  return ended === undefined ? status : outcomeWords[ended.outcome]
}

const collect = (tag: string, tags: readonly string[]): string[] => [...tags, tag]

function lineOf(entry: MemoryEntry): string {
  const { id, createdAt, type, taskId } = entry
  const status = describeStatus(entry)
  const parts = [id, new Date(createdAt).toISOString(), plain(type), plain(taskId), plain(status)]
  return `${parts.join('  ')}${simulationMark({ isSimulated: isOfSimulation(entry) })}`
}
